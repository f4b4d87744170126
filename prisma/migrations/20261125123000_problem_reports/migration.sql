-- Not breaking. Problems with a lease that its renter reported to its provider, and the provider's answers.
CREATE TABLE "problem_reports" (
  "report_id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "bid_hash" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "provider" TEXT NOT NULL,
  "reporter" TEXT NOT NULL,
  "problem" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "log" TEXT,
  "answer" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "answered_at" TIMESTAMPTZ(3),
  "closed_at" TIMESTAMPTZ(3)
);
CREATE INDEX "problem_reports_bid_hash_lease_id_idx" ON "problem_reports" ("bid_hash", "lease_id");
CREATE INDEX "problem_reports_provider_report_id_idx" ON "problem_reports" ("provider", "report_id");
CREATE INDEX "problem_reports_reporter_idx" ON "problem_reports" ("reporter");
GRANT SELECT, INSERT, UPDATE, DELETE ON "problem_reports" TO infinitio_api;
