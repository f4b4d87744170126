-- Not breaking. The nodes of a region, page by page in the order of their ids, without those of the others.
CREATE INDEX "chain_nodes_region_id_node_id_idx" ON "chain_nodes" ("region_id", "node_id");
