-- Not breaking. The leases of a cluster are found by their workload, because later orders can join it.
CREATE INDEX "leases_workload_hash_idx" ON "leases" ("workload_hash");
