-- Not breaking. The space of one machine in the store of opened rows is limited.
CREATE INDEX "proof_openings_node_id_created_at_idx" ON "proof_openings" ("node_id", "created_at");
