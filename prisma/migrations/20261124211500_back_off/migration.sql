-- Not breaking. Matches that were given up, and leases that were cancelled, by account: they count against it for a day.
CREATE INDEX "settlements_abandoned_idx" ON "settlements" ("account", "updated_at_ms") WHERE "state" = 'abandoned';
CREATE INDEX "leases_cancelled_idx" ON "leases" ("renter", "closed_at") WHERE "end_reason" = 7;
