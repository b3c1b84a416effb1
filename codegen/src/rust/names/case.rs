//! Case: wire names as snake_case and PascalCase.
//!
//! `heck` finds the words, after spellings that it would cut apart have been rewritten:
//! `IPv6` would become `i_pv6`, `InstanceIDs` `instance_i_ds`, `DDoS` `d_do_s`.

use std::cell::RefCell;

use heck::ToSnakeCase as _;
use rustc_hash::FxHashMap;

/// Spellings that are one word, and how `heck` sees one word in them.
const WORDS: &[(&str, &str)] = &[
    ("IPv", "Ipv"),
    ("OAuth", "Oauth"),
    ("DDoS", "Ddos"),
    ("DDos", "Ddos"),
    ("CKafka", "Ckafka"),
    ("MySQL", "Mysql"),
    ("PostgreSQL", "Postgresql"),
    ("GraphQL", "Graphql"),
    ("ETag", "Etag"),
];

thread_local! {
    /// What was made before: a cloud has a million members and twenty thousand names.
    static MADE: RefCell<FxHashMap<Box<str>, Box<str>>> = RefCell::default();
}

/// `VPCEndPoint` as `vpc_end_point`, `IPv6Cidr` as `ipv6_cidr`, `File3D` as `file3d`.
pub fn snake(wire: &str) -> String {
    MADE.with_borrow_mut(|made| {
        if let Some(text) = made.get(wire) {
            return text.to_string();
        }
        let text = make_snake(wire);
        made.insert(wire.into(), text.as_str().into());
        text
    })
}

fn make_snake(wire: &str) -> String {
    let mut text = String::with_capacity(wire.len());
    let mut rest = wire;
    while let Some(first) = rest.chars().next() {
        // Nothing that is rewritten begins with a small letter.
        let plain = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
        if plain > 0 {
            let (small, next) = rest.split_at(plain);
            text.push_str(small);
            rest = next;
            continue;
        }
        let taken = rewrite_word(rest, &mut text)
            .or_else(|| rewrite_iot(rest, &mut text))
            .or_else(|| rewrite_plural(rest, &mut text))
            .or_else(|| rewrite_dimension(rest, &mut text))
            .unwrap_or_else(|| {
                text.push(first);
                first.len_utf8()
            });
        rest = rest.get(taken..).unwrap_or_default();
    }
    text.to_snake_case()
}

fn rewrite_word(rest: &str, text: &mut String) -> Option<usize> {
    let (from, to) = WORDS.iter().find(|(from, _)| rest.starts_with(from))?;
    text.push_str(to);
    Some(from.len())
}

/// `IoT` goes with the capitals before it: `NBIoT` is one word.
fn rewrite_iot(rest: &str, text: &mut String) -> Option<usize> {
    rest.starts_with("IoT").then(|| {
        text.push_str(if text.ends_with(|c: char| c.is_ascii_uppercase()) { "IOT" } else { "Iot" });
        "IoT".len()
    })
}

/// The plural of an acronym: `IDs`, `URLs`, at the end or before another word.
fn rewrite_plural(rest: &str, text: &mut String) -> Option<usize> {
    if text.ends_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    let after = rest.get(capitals..)?.strip_prefix('s')?;
    let ends = after.is_empty()
        || after.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    if capitals < 2 || !ends {
        return None;
    }
    text.push_str(rest.get(..1)?);
    text.push_str(&rest.get(1..capitals)?.to_ascii_lowercase());
    text.push('s');
    Some(capitals + 1)
}

/// `2D` and `3D`, but not the `2D` of `Level2Domain`.
fn rewrite_dimension(rest: &str, text: &mut String) -> Option<usize> {
    let mut characters = rest.chars();
    let digit = characters.next().filter(|c| matches!(c, '2' | '3'))?;
    characters.next().filter(|c| *c == 'D')?;
    if characters.next().is_some_and(|c| c.is_ascii_lowercase()) {
        return None;
    }
    text.push(digit);
    text.push('d');
    Some(2)
}

/// The wire name as a type name: unchanged, but for a first letter that is small and for
/// underscores: `Topic_Simplification` as `TopicSimplification`.
pub fn pascal(wire: &str) -> String {
    let mut name = String::with_capacity(wire.len());
    for word in wire.split('_') {
        let mut characters = word.chars();
        name.extend(characters.next().map(|c| c.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    if name == "Self" { "Self_".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frozen_list_of_snake_names() {
        let list = [
            ("CreateVPCEndPoint", "create_vpc_end_point"),
            ("K8sApi", "k8s_api"),
            ("DBInstanceIds", "db_instance_ids"),
            ("HTTPSMaxNewConn", "https_max_new_conn"),
            ("X509Certificate", "x509_certificate"),
            ("S3Bucket", "s3_bucket"),
            ("A2AConfig", "a2a_config"),
            ("ParseM3U8", "parse_m3u8"),
            ("IPv6CidrBlock", "ipv6_cidr_block"),
            ("AssignIpv6Addresses", "assign_ipv6_addresses"),
            ("InstanceIDs", "instance_ids"),
            ("URLs", "urls"),
            ("DBsInfo", "dbs_info"),
            ("DDoSConfig", "ddos_config"),
            ("DescribeDDosAttack", "describe_ddos_attack"),
            ("OAuth2Client", "oauth2_client"),
            ("CKafkaInstance", "ckafka_instance"),
            ("IoTDeviceId", "iot_device_id"),
            ("NBIoTDeviceID", "nbiot_device_id"),
            ("NbiotDeviceID", "nbiot_device_id"),
            ("MySQLVersion", "mysql_version"),
            ("PostgreSQLParam", "postgresql_param"),
            ("GraphQLSchema", "graphql_schema"),
            ("ETag", "etag"),
            ("File3D", "file3d"),
            ("Submit3DJob", "submit3d_job"),
            ("Level2Domain", "level2_domain"),
            ("QRCode", "qr_code"),
            ("Md5", "md5"),
            ("ImageBase64", "image_base64"),
            ("XPos", "x_pos"),
            ("TopP", "top_p"),
            ("hadAutoFixVul", "had_auto_fix_vul"),
            ("Topic_Simplification", "topic_simplification"),
            ("ID", "id"),
            ("Type", "type"),
        ];
        for (wire, expected) in list {
            assert_eq!(snake(wire), expected, "{wire}");
        }
    }

    #[test]
    fn type_names_keep_their_spelling() {
        assert_eq!(pascal("VPCInfo"), "VPCInfo");
        assert_eq!(pascal("GetWsTokenReq_Label"), "GetWsTokenReqLabel");
        assert_eq!(pascal("lower"), "Lower");
        assert_eq!(pascal("Self"), "Self_");
    }
}
