-- Not breaking. The gateway checks the response keys of AI services that connect to it. The key is part of the terms.
GRANT SELECT ("service", "terms") ON "services" TO infinitio_gateway;
