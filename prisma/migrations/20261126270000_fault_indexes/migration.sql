-- Not breaking. Indexes for the search of faults, which runs every 10 s.
CREATE INDEX "tunnels_end_idx" ON "tunnels" ((coalesce("closed_at", "last_seen_at")));
-- Leases that their provider ended (4) and no-shows (6).
CREATE INDEX "leases_end_by_fault_idx" ON "leases" ("end_at") WHERE "end_reason" IN (4, 6);
CREATE INDEX "lease_images_refused_idx" ON "lease_images" ("updated_at") WHERE "image" ->> 'state' = 'refused';
