-- Not breaking. How an account reads the pages (language, zone, clock, currency, theme), as JSON, and when it said so.
ALTER TABLE "accounts"
  ADD COLUMN "settings" TEXT,
  ADD COLUMN "settings_at" TIMESTAMPTZ(3);
