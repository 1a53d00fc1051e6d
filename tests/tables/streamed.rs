//! Tables that the bench writes in a stream are those of the timeline that would be built.

use demarche::{Table, Tables, Timeline};

use crate::generate::scale::{Precision, Scale};
use crate::rows::rows;
use crate::{Folder, stream};

#[test]
fn streamed_tables_are_those_of_the_built_timeline() {
    let folder = Folder::new("streamed");
    // The last chain is whole, or has four events, two or one.
    for (events, precision) in [
        (2_000, Precision::Mixed),
        (2_000, Precision::Exact),
        (104, Precision::Mixed),
        (102, Precision::Mixed),
        (101, Precision::Mixed),
    ] {
        let scale = Scale::new(events, precision);
        let mut builder = Timeline::builder();
        builder.add(scale.records().collect::<Vec<_>>());
        let t = builder.build().unwrap();
        t.write_tables(folder.join("built")).unwrap();
        let mut tables = Tables::new().begin(folder.join("streamed")).unwrap();
        stream::write(&scale, precision, true, &mut tables).unwrap();
        tables.finish().unwrap();
        for table in Table::ALL {
            let [built, streamed] =
                ["built", "streamed"].map(|name| rows(&folder.join(name), table));
            assert!(built == streamed, "{events} {precision:?}: {table}");
        }
    }
}
