//! The guide to building a tool shows the example `analyst`, piece by piece.

#[test]
fn the_pieces_of_the_guide_are_the_example() {
    let guide = include_str!("../docs/analyst-tool.md");
    let example = include_str!("../examples/analyst.rs");
    let (_, code) = example
        .split_once("\n\n")
        .expect("a line of documentation comes first");
    let pieces = guide.split("```rust").skip(1).map(|piece| {
        let (_, code) = piece.split_once('\n').expect("a fence is a line");
        let (code, _) = code.split_once("```").expect("a piece ends");
        let shown = code.lines().filter(|line| !line.starts_with('#'));
        shown.map(|line| format!("{line}\n")).collect::<String>()
    });
    assert_eq!(pieces.collect::<Vec<_>>().join("\n"), code);
    assert!(example.lines().count() < 60);
}
