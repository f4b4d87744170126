import type { ErrorRow } from './errorRow.ts'

/** Errors about a machine. The page of each is `/docs/errors/<code>`. */
export const nodeErrors = {
  'node.unknown': {
    http: 404,
    exit: 70,
    retry: false,
    sentence: 'There is no machine with this id. It may have been retired; look at other listings.',
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
    sentence: "The signature is not from the machine's own key on the chain. Check the agent's key file.",
  },
  'node.challenge_unknown': {
    http: 401,
    exit: 71,
    retry: true,
    sentence: "The machine's sign-in took too long or was used before. The agent asks for a new one.",
  },
  'node.silent': {
    http: 409,
    exit: 71,
    retry: true,
    sentence: 'The machine has not been heard from or has no tunnel, so it is not offered now. Choose another listing.',
  },
  'node.not_listed': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: "The machine is retired or its provider's bond is too small, so it cannot be rented. Choose another listing.",
  },
  'node.delisted': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'The operator has taken this machine off the list. Running leases go on; choose another listing for a new one.',
  },
  'node.tunnel_down': {
    http: 503,
    exit: 71,
    retry: true,
    sentence: "The machine's connection is down; it reconnects by itself. Try again in a few seconds. Your lease goes on.",
  },
  'node.port_closed': {
    http: 502,
    exit: 71,
    retry: true,
    sentence: 'Nothing on the machine answers on this port. Start your program there, on that port, and reload.',
  },
  'node.gateway_wrong_key': {
    http: 502,
    exit: 71,
    retry: true,
    sentence: "What answers at the gateway's address does not hold the gateway's key on the chain. Nothing was sent to it; the agent tries again.",
  },
  'node.workload_unknown': {
    http: 404,
    exit: 70,
    retry: false,
    sentence: 'The workload this lease names is not known here. Upload it again, or end the lease.',
  },
  'node.workload_hash_mismatch': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'The workload is not the one its hash names. Send exactly what was signed.',
  },
  'node.invalid_registration': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: "The machine's facts were refused. Check its GPU count (1 to 15), class and region.",
  },
  'node.already_registered': { http: 409, exit: 70, retry: false, sentence: 'This machine is registered already. Update it instead.' },
  'node.image_not_pinned': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'The image is not named by a digest, so it could be another one tomorrow. Write registry/name@sha256:… in full.',
  },
  'node.images_unsupported': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'This machine runs no images of its renters. Choose a machine that runs containers, or a plain shell.',
  },
  'node.image_unavailable': {
    http: 502,
    exit: 71,
    retry: true,
    sentence: 'The image could not be had by this digest, or cannot run here. Check registry, name and digest; the machine itself is up.',
  },
  'node.ssh_key_malformed': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'This is not an OpenSSH public key (ssh-ed25519, ssh-rsa or ecdsa). Paste the whole line of your .pub file.',
  },
} satisfies Record<`node.${string}`, ErrorRow>
