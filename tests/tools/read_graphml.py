"""Prints the graph that networkx reads from GraphML: its nodes and edges with their attributes."""

import io
import json
import sys

import networkx

graph = networkx.read_graphml(io.BytesIO(sys.stdin.buffer.read()), force_multigraph=True)
json.dump(
    {
        "directed": graph.is_directed(),
        "graph": {name: value for name, value in graph.graph.items() if isinstance(value, str)},
        "nodes": [{"id": node, **data} for node, data in graph.nodes(data=True)],
        "edges": [
            {"source": source, "target": target, **data}
            for source, target, data in graph.edges(data=True)
        ],
    },
    sys.stdout,
)
