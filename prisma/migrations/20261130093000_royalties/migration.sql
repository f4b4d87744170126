-- Not breaking. Lists the services that pay a royalty to an account, in the sequence of their registration.
CREATE INDEX "services_royalty_to_idx" ON "services" ("royalty_to");
