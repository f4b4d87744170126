-- Not breaking. Matches that were given up because the ask's account refused its own signature: they count against it for a day.
CREATE INDEX "settlements_ask_refused_idx" ON "settlements" ("updated_at_ms") WHERE "state" = 'abandoned' AND "code" = 'order.ask_signature_refused';
