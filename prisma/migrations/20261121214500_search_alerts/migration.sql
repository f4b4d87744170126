-- Not breaking. A saved search may tell its account what is new: whether it does, what was told last and when, and when it was looked for.
ALTER TABLE "saved_searches"
  ADD COLUMN "alerts" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "told_nodes" TEXT[],
  ADD COLUMN "told_at" TIMESTAMPTZ(3),
  ADD COLUMN "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
CREATE INDEX "saved_searches_alerts_idx" ON "saved_searches" ("checked_at") WHERE "alerts";
