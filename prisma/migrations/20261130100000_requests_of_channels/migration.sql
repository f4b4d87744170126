-- Not breaking. Counts the requests that a channel settled on each day. Days before this migration have 0.
ALTER TABLE "channel_days" ADD COLUMN "requests" BIGINT NOT NULL DEFAULT 0;
CREATE INDEX "channel_days_day_idx" ON "channel_days" ("day");
