-- Not breaking. A lease has one record for each time in which nobody could reach its machine, and one open record at most. Other kinds remain one for each lease.
ALTER TABLE "fault_records" DROP CONSTRAINT "fault_records_bid_hash_lease_id_incident_key";
CREATE INDEX "fault_records_bid_hash_lease_id_incident_idx" ON "fault_records" ("bid_hash", "lease_id", "incident");
CREATE UNIQUE INDEX "fault_records_once_idx" ON "fault_records" ("bid_hash", "lease_id", "incident") WHERE "incident" <> 'unreachable';
CREATE UNIQUE INDEX "fault_records_one_open_idx" ON "fault_records" ("bid_hash", "lease_id") WHERE "incident" = 'unreachable' AND "until_at" IS NULL;
