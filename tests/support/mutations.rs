//! What happens to a page on its way: marks are lost, tables fall apart, the end is missing.
//!
//! Each mutation takes the lines of a page in Markdown and gives the lines of the mutated page; nothing
//! where the page has nothing to mutate. The same numbers give the same page.

use super::random::Random;

/// What a mutation takes from a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Marks alone: every fact is still written on the page.
    Marks,
    /// Everything behind some place.
    End,
}

/// One kind of mutation.
pub struct Mutation {
    /// What it does.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it is about rows, each of which has to be on one line.
    pub rows: bool,
    /// Makes the mutated page.
    pub make: fn(&[&str], &mut Random) -> Option<Vec<String>>,
}

const fn marks(
    name: &'static str,
    make: fn(&[&str], &mut Random) -> Option<Vec<String>>,
) -> Mutation {
    Mutation { name, takes: Takes::Marks, rows: false, make }
}

const fn rows(
    name: &'static str,
    make: fn(&[&str], &mut Random) -> Option<Vec<String>>,
) -> Mutation {
    Mutation { name, takes: Takes::Marks, rows: true, make }
}

const fn end(
    name: &'static str,
    make: fn(&[&str], &mut Random) -> Option<Vec<String>>,
) -> Mutation {
    Mutation { name, takes: Takes::End, rows: false, make }
}

/// Every kind.
pub const MUTATIONS: &[Mutation] = &[
    marks("a heading is gone", |lines, random| without_one(lines, random, is_heading)),
    marks("a heading of a part is gone", |lines, random| without_one(lines, random, is_part)),
    marks("a heading has lost its signs", |lines, random| {
        with_one(lines, random, is_heading, |line| vec![line.trim_start_matches('#').trim().into()])
    }),
    marks("a heading is worded otherwise", |lines, random| {
        with_one(lines, random, is_part, |_| vec!["## 7. 其他说明".into()])
    }),
    marks("the parts are in another order", in_another_order),
    marks("all headings have lost their signs", |lines, _| {
        each(lines, is_heading, |line| vec![line.trim_start_matches('#').trim().into()])
    }),
    marks("all headings are bold", |lines, _| {
        each(lines, is_heading, |line| vec![format!("**{}**", line.trim_start_matches('#').trim())])
    }),
    marks("a fence is gone", |lines, random| without_one(lines, random, is_fence)),
    marks("all fences are gone", |lines, _| each(lines, is_fence, |_| Vec::new())),
    rows("paragraphs are tagged", |lines, _| {
        let is_text = |line: &str| {
            !line.trim().is_empty() && !is_row(line) && !is_heading(line) && !is_fence(line)
        };
        each(lines, is_text, |line| vec![format!("<p>{line}</p>")])
    }),
    rows("the rules of all tables are gone", |lines, _| each(lines, is_rule, |_| Vec::new())),
    rows("the rule of a table is gone", |lines, random| without_one(lines, random, is_rule)),
    rows("the header of a table is gone", |lines, random| {
        let at = one_of(lines, random, is_rule)?;
        let kept = |(index, _): &(usize, &&str)| *index != at && *index + 1 != at;
        Some(lines.iter().enumerate().filter(kept).map(|(_, line)| (*line).to_owned()).collect())
    }),
    rows("a cell of a header is worded otherwise", |lines, random| {
        let at = one_of(lines, random, is_rule)?.checked_sub(1)?;
        let cells = cells_of(lines.get(at)?);
        let chosen = random.below(cells.len());
        let words = |(index, cell): (usize, &str)| {
            if index == chosen { "项".to_owned() } else { cell.to_owned() }
        };
        let header: Vec<String> = cells.into_iter().enumerate().map(words).collect();
        Some(replaced(lines, at, vec![row_of(&header)]))
    }),
    rows("cells are on lines of their own", |lines, _| {
        each(lines, is_row, |line| {
            if is_rule(line) {
                Vec::new()
            } else {
                cells_of(line).into_iter().map(str::to_owned).collect()
            }
        })
    }),
    rows("cells are paragraphs", |lines, _| {
        each(lines, is_row, |line| {
            let cells = if is_rule(line) { Vec::new() } else { cells_of(line) };
            cells.into_iter().flat_map(|cell| [cell.to_owned(), String::new()]).collect()
        })
    }),
    rows("cells are one space apart", |lines, _| joined(lines, " ")),
    rows("cells are three spaces apart", |lines, _| joined(lines, "   ")),
    rows("cells are glued", |lines, _| joined(lines, "")),
    rows("cells are commas apart", |lines, _| joined(lines, ", ")),
    rows("cells are tabs apart", |lines, _| joined(lines, "\t")),
    rows("rows are items of a list", |lines, _| {
        each(lines, is_row, |line| {
            if is_rule(line) {
                Vec::new()
            } else {
                vec![format!("- {}", cells_of(line).join("："))]
            }
        })
    }),
    rows("a table is one paragraph", |lines, _| {
        let mut found: Vec<String> = Vec::new();
        let mut open = false;
        for line in lines {
            match found.last_mut().filter(|_| open && is_row(line)) {
                Some(last) => last.push_str(line),
                None => found.push((*line).to_owned()),
            }
            open = is_row(line);
        }
        lines.iter().any(|line| is_row(line)).then_some(found)
    }),
    rows("bars are full-width", |lines, _| {
        each(lines, is_row, |line| vec![line.replace('|', "｜")])
    }),
    rows("rows are parted by blank lines", |lines, _| {
        each(lines, is_row, |line| vec![line.to_owned(), String::new()])
    }),
    rows("the first row has come off", |lines, random| {
        let at = one_of(lines, random, is_rule)?;
        Some(replaced(lines, at, vec![(*lines.get(at)?).to_owned(), "\n---\n".to_owned()]))
    }),
    rows("a row is broken", |lines, random| {
        let is_body = |line: &str| is_row(line) && !is_rule(line) && line.len() > 60;
        with_one(lines, random, is_body, |line| {
            let at = line.trim_end().rfind(' ').unwrap_or(0);
            vec![
                line.get(..at).unwrap_or(line).to_owned(),
                line.get(at + 1..).unwrap_or_default().to_owned(),
            ]
        })
    }),
    rows("last bars are gone", |lines, _| {
        each(lines, is_row, |line| vec![line.trim_end().trim_end_matches('|').to_owned()])
    }),
    rows("first bars are gone", |lines, _| {
        each(lines, is_row, |line| vec![line.trim_start().trim_start_matches('|').to_owned()])
    }),
    rows("tables are quoted", |lines, _| each(lines, is_row, |line| vec![format!("> {line}")])),
    rows("tables are indented", |lines, _| each(lines, is_row, |line| vec![format!("    {line}")])),
    rows("tables are code", |lines, _| {
        let mut found = Vec::new();
        let mut open = false;
        for line in lines.iter().copied().chain([""]) {
            if is_row(line) != open {
                found.push("```".to_owned());
                open = !open;
            }
            found.push(line.to_owned());
        }
        (found.len() > lines.len() + 1).then_some(found)
    }),
    rows("tables are in a list", |lines, _| {
        let row =
            |(index, line): (usize, &&str)| match index.checked_sub(1).and_then(|at| lines.get(at))
            {
                _ if !is_row(line) => (*line).to_owned(),
                Some(before) if is_row(before) => format!("  {line}"),
                _ => format!("- {line}"),
            };
        Some(lines.iter().enumerate().map(row).collect())
    }),
    rows("a column is gone", |lines, random| {
        let rule = one_of(lines, random, is_rule)?;
        // Other tables are prose, whatever they show.
        let header = lines.get(rule.checked_sub(1)?)?.to_lowercase();
        let ours =
            ["类型", "type", "タイプ", "유형", "错误码", "error code", "エラーコード", "오류 코드"];
        ours.iter().find(|word| header.contains(**word))?;
        let from = rule.checked_sub(1)?;
        let gone = random.below(cells_of(lines.get(rule)?).len());
        let rest = lines.get(from..)?.iter().position(|line| !is_row(line));
        let to = rest.map_or(lines.len(), |rest| from + rest);
        let row = |(index, line): (usize, &&str)| {
            if !(from..to).contains(&index) {
                return (*line).to_owned();
            }
            let cells = cells_of(line).into_iter().enumerate();
            row_of(
                &cells
                    .filter(|(at, _)| *at != gone)
                    .map(|(_, cell)| cell.to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        Some(lines.iter().enumerate().map(row).collect())
    }),
    marks("lines begin with a zero-width space", |lines, _| {
        each(lines, |line| !line.is_empty(), |line| vec![format!("\u{200b}{line}")])
    }),
    marks("lines end with two spaces", |lines, _| {
        each(lines, |_| true, |line| vec![format!("{line}  ")])
    }),
    marks("blank lines are gone", |lines, _| {
        each(lines, |line| line.trim().is_empty(), |_| Vec::new())
    }),
    end("the end is gone", |lines, random| {
        let half = lines.len() / 2;
        let kept = half + random.below(lines.len() - half);
        Some(lines.iter().take(kept).map(|line| (*line).to_owned()).collect())
    }),
    end("the end is gone, in a line", |lines, random| {
        let half = lines.len() / 2;
        let kept = half + random.below(lines.len() - half);
        let mut found: Vec<String> =
            lines.iter().take(kept).map(|line| (*line).to_owned()).collect();
        let cut: Vec<char> = lines.get(kept)?.chars().collect();
        found.push(cut.iter().take(random.below(cut.len() + 1)).collect());
        Some(found)
    }),
];

/// The parts of the page, each with its number, dealt out anew.
fn in_another_order(lines: &[&str], random: &mut Random) -> Option<Vec<String>> {
    let begins = |line: &str| {
        line.strip_prefix("## ")
            .is_some_and(|words| words.starts_with(|c: char| c.is_ascii_digit()))
    };
    let first = lines.iter().position(|line| begins(line))?;
    let mut parts: Vec<Vec<&str>> = Vec::new();
    for line in lines.get(first..)? {
        match parts.last_mut().filter(|_| !begins(line)) {
            Some(part) => part.push(line),
            None => parts.push(vec![line]),
        }
    }
    let mut found: Vec<String> = lines.iter().take(first).map(|line| (*line).to_owned()).collect();
    while !parts.is_empty() {
        let part = parts.swap_remove(random.below(parts.len()));
        found.extend(part.into_iter().map(str::to_owned));
        found.push(String::new());
    }
    Some(found)
}

/// Whether a line is a heading.
pub fn is_heading(line: &str) -> bool {
    line.starts_with("##")
}

/// Whether a line is the heading of a part of the page.
pub fn is_part(line: &str) -> bool {
    line.starts_with("## ")
}

/// Whether a line is a fence.
pub fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// Whether a line is a row of a table, its header or its rule.
pub fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

fn is_rule(line: &str) -> bool {
    is_row(line) && line.contains("--") && line.chars().all(|c| "|-: ".contains(c))
}

fn cells_of(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line).split('|').map(str::trim).collect()
}

fn row_of(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn one_of(lines: &[&str], random: &mut Random, is_it: fn(&str) -> bool) -> Option<usize> {
    let places: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| is_it(line)).map(|(at, _)| at).collect();
    (!places.is_empty()).then(|| random.below(places.len())).and_then(|at| places.get(at).copied())
}

fn replaced(lines: &[&str], at: usize, by: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    found.splice(at..=at, by);
    found
}

fn with_one(
    lines: &[&str],
    random: &mut Random,
    is_it: fn(&str) -> bool,
    by: fn(&str) -> Vec<String>,
) -> Option<Vec<String>> {
    let at = one_of(lines, random, is_it)?;
    Some(replaced(lines, at, by(lines.get(at)?)))
}

fn without_one(
    lines: &[&str],
    random: &mut Random,
    is_it: fn(&str) -> bool,
) -> Option<Vec<String>> {
    with_one(lines, random, is_it, |_| Vec::new())
}

fn each(
    lines: &[&str],
    is_it: fn(&str) -> bool,
    by: fn(&str) -> Vec<String>,
) -> Option<Vec<String>> {
    lines.iter().any(|line| is_it(line)).then(|| {
        let line = |line: &&str| if is_it(line) { by(line) } else { vec![(*line).to_owned()] };
        lines.iter().flat_map(line).collect()
    })
}

fn joined(lines: &[&str], parting: &str) -> Option<Vec<String>> {
    let row = |line: &&str| match () {
        () if is_rule(line) => None,
        () if is_row(line) => Some(cells_of(line).join(parting)),
        () => Some((*line).to_owned()),
    };
    lines.iter().any(|line| is_row(line)).then(|| lines.iter().filter_map(row).collect())
}
