-- Not breaking. A removed text of a review has an entry that shows it, and a salt that keeps its hash from being guessed. Nobody can remove an entry.
ALTER TABLE "reviews" ADD COLUMN "salt" TEXT;
ALTER TABLE "reviews" DROP CONSTRAINT "reviews_kind_check";
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_kind_check" CHECK ("kind" IN ('review', 'answer', 'hiding', 'deletion'));
ALTER TABLE "reviews" DROP CONSTRAINT "reviews_check2";
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_author_check" CHECK (("kind" IN ('hiding', 'deletion')) = ("author" IS NULL));
-- Entries from before this migration have a text without a salt.
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_salt_check" CHECK (("text" IS NULL) = ("salt" IS NULL)) NOT VALID;
GRANT UPDATE ("salt") ON "reviews" TO infinitio_api;

-- A text disappears only after an entry that shows its removal, and no other text may replace it. This holds for every role.
CREATE FUNCTION "keep_review_texts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."text" IS NOT NULL OR NEW."salt" IS NOT NULL THEN
    RAISE EXCEPTION 'the text of a review may only be removed';
  END IF;
  IF NOT EXISTS (SELECT FROM "reviews" r WHERE r."target" = NEW."number" AND r."kind" IN ('hiding', 'deletion')) THEN
    RAISE EXCEPTION 'no entry shows the removal of this text';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "reviews_keep_texts" BEFORE UPDATE OF "text", "salt" ON "reviews" FOR EACH ROW EXECUTE FUNCTION "keep_review_texts"();

CREATE FUNCTION "keep_reviews"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an entry of the list of reviews may not be removed';
END $$;
CREATE TRIGGER "reviews_keep" BEFORE DELETE OR TRUNCATE ON "reviews" FOR EACH STATEMENT EXECUTE FUNCTION "keep_reviews"();

-- These heads do not name their market. The API signs new ones.
DELETE FROM "review_heads";

-- Deposits by any account, the one that gets the balance included.
DROP INDEX "chain_logs_foreign_deposit_idx";
CREATE INDEX "chain_logs_deposit_idx" ON "chain_logs" (("args"::json ->> 'account')) WHERE "name" = 'Deposited';
