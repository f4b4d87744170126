-- Not breaking. The session key that opened a session; null: the account itself.
ALTER TABLE "sessions" ADD COLUMN "session_key" TEXT;
