-- Not breaking. Which budget of the operator a relay counts against: none, its account's, or its account's and the total.
ALTER TABLE "relays" ADD COLUMN "budget" TEXT NOT NULL DEFAULT 'none';
CREATE INDEX "relays_total_budget_idx" ON "relays" ("created_at") WHERE "budget" = 'total';
CREATE INDEX "relays_account_budget_idx" ON "relays" ("account", "created_at") WHERE "budget" <> 'none';
