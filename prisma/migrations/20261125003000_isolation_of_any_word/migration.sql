-- Not breaking. The API alone checks the levels: a release that does not know a level must still be able to write and read a profile.
ALTER TABLE "node_profiles" DROP CONSTRAINT "node_profiles_isolation_check";
