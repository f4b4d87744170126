import type { ErrorRow } from './errorRow.ts'

/** Errors about a machine. The page of each is `/docs/errors/<code>`. */
export const nodeErrors = {
  'node.unknown': {
    http: 404,
    exit: 70,
    retry: false,
    sentence: 'No machine has this id. It may have been retired. Look at other listings.',
  },
  'node.not_owner': {
    http: 403,
    exit: 70,
    retry: false,
    sentence: 'Only the provider of this machine can do that. Switch to the wallet that registered it.',
  },
  'node.wrong_key': {
    http: 401,
    exit: 70,
    retry: false,
    sentence: "The signature is not from the machine's key on the chain. Check the agent's key file.",
  },
  'node.challenge_unknown': {
    http: 401,
    exit: 71,
    retry: true,
    sentence: "The machine's sign-in took too long or was already used. The agent asks for a new one.",
  },
  'node.silent': {
    http: 409,
    exit: 71,
    retry: true,
    sentence: 'The machine is not responding or not connected to us, so nobody can rent it now. Choose another listing.',
  },
  'node.not_listed': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: "The machine is retired or its provider's bond is too small, so it cannot be rented. Choose another listing.",
  },
  'node.maintenance_invalid': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'Maintenance must start now or within 180 days, last 1 minute to 30 days, and end after now. Choose another start or length.',
  },
  'node.maintenance_overlap': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'Another maintenance of this machine is planned at that time. Cancel it first, or choose another time.',
  },
  'node.maintenance_limit': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'A machine can have 20 planned maintenances (6 new ones in 24 h), and an account 10,000. Cancel one, or plan this one tomorrow.',
  },
  'node.maintenance_unknown': {
    http: 404,
    exit: 70,
    retry: false,
    sentence: 'No planned maintenance of your machines has this id. It may be over or cancelled. List planned maintenance to find the id.',
  },
  'node.delisted': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'The operator removed this machine from the market. Running leases continue. Choose another listing for a new lease.',
  },
  'node.tunnel_down': {
    http: 503,
    exit: 71,
    retry: true,
    sentence: "The machine's connection is down and reconnects automatically. Your lease continues. Try again in a few seconds.",
  },
  'node.port_closed': {
    http: 502,
    exit: 71,
    retry: true,
    sentence: 'No program on the machine answers on this port. Start your program on that port, then reload.',
  },
  'node.gateway_wrong_key': {
    http: 502,
    exit: 71,
    retry: true,
    sentence: "The server at the gateway's address does not have the gateway's key on the chain. Nothing was sent to it. The agent tries again.",
  },
  'node.workload_unknown': {
    http: 404,
    exit: 70,
    retry: false,
    sentence: 'We do not have the workload of this lease. Upload it again, or end the lease.',
  },
  'node.workload_hash_mismatch': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'The workload differs from its hash. Send exactly the workload that you signed.',
  },
  'node.invalid_registration': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: "The market refused the machine's details. Check its GPU count (1 to 15), class and region.",
  },
  'node.already_registered': { http: 409, exit: 70, retry: false, sentence: 'This machine is already registered. Update it instead.' },
  'node.image_not_pinned': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'The image has no digest, so it could change tomorrow. Write registry/name@sha256:… in full.',
  },
  'node.images_unsupported': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: "This machine does not run renters' images. Choose a machine that runs containers, or a plain shell.",
  },
  'node.image_unavailable': {
    http: 502,
    exit: 71,
    retry: true,
    sentence: 'The image could not be downloaded by this digest, or cannot run here. Check registry, name and digest. The machine itself works.',
  },
  'node.ssh_key_malformed': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'This is not an OpenSSH public key (ssh-ed25519, ssh-rsa or ecdsa). Paste the whole line of your .pub file.',
  },
} satisfies Record<`node.${string}`, ErrorRow>
