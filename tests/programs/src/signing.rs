//! A contract goes out to be signed, and is followed to its end.

use std::time::Duration;

use tencentcloud_api::{Client, Error, Wait, ess};

/// All have signed.
const SIGNED: i64 = 4;

/// Uploads an attachment (in base64), makes a flow of a template with it, starts the flow, and waits
/// until all have signed. Gives the flow's id; nothing if the operator may not do that.
pub async fn sign(
    client: &Client,
    operator: ess::UserInfo,
    template: &str,
    attachment: &str,
) -> Result<Option<String>, Error> {
    let file = ess::UploadFile::new(attachment).file_name("house rules.pdf");
    let uploaded =
        client.send(&ess::UploadFilesRequest::new("DOCUMENT").file_infos([file])).await?;

    let signer = ess::FlowCreateApprover::new(1).approver_name("Li").approver_mobile("13100000000");
    let create = ess::CreateFlowRequest::new(operator.clone(), "Lease", [signer]);
    let flow = match client.send(&create).await {
        Ok(created) => created.flow_id.unwrap_or_default(),
        Err(error) if error.is(ess::ErrorCode::OperationDenied) => return Ok(None),
        Err(error) => return Err(error),
    };

    let fields = uploaded.file_ids.into_iter().map(ess::FormField::new);
    let document = ess::CreateDocumentRequest::new(operator.clone(), template)
        .flow_id(&flow)
        .form_fields(fields);
    client.send(&document).await?;
    client.send(&ess::StartFlowRequest::new(operator.clone(), &flow)).await?;

    let look = ess::DescribeFlowInfoRequest::new().operator(operator).flow_ids([&flow]);
    let wait = Wait::default().every(Duration::from_millis(10)).at_most(Duration::from_secs(60));
    let is_signed = |info: &ess::DescribeFlowInfoResponse| {
        info.flow_detail_infos.iter().all(|flow| flow.flow_status == Some(SIGNED))
    };
    client.wait_until(wait, || client.send(&look), is_signed).await?;
    Ok(Some(flow))
}
