-- Not breaking. An index for the leases that closed in the last eight days, which validators attest.
CREATE INDEX "leases_closed_at_idx" ON "leases" ("closed_at");
