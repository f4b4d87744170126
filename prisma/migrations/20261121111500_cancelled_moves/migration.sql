-- Not breaking. A move may be cancelled until names go over: `cancelling` while it is not known whether there is a new lease, `cancelled` then. `failed_at` is the
-- state that it stopped at in either case.
ALTER TABLE "lease_moves"
  DROP CONSTRAINT "lease_moves_state_check",
  DROP CONSTRAINT "lease_moves_check",
  ADD CONSTRAINT "lease_moves_state_check"
    CHECK ("state" IN ('ordering', 'starting', 'copying', 'restoring', 'switching', 'ending', 'done', 'failed', 'cancelling', 'cancelled')),
  ADD CONSTRAINT "lease_moves_stopped_check" CHECK (("state" IN ('failed', 'cancelling', 'cancelled')) = ("failed_at" IS NOT NULL)),
  ADD CONSTRAINT "lease_moves_cancelled_check" CHECK ("state" NOT IN ('cancelling', 'cancelled') OR "failed_at" NOT IN ('switching', 'ending'));
DROP INDEX "lease_moves_underway";
-- One move of a lease at a time.
CREATE UNIQUE INDEX "lease_moves_underway" ON "lease_moves" ("bid_hash") WHERE "state" NOT IN ('done', 'failed', 'cancelled');
