import type { ErrorRow } from './errorRow.ts'

const final = { exit: 190, retry: false } as const
const passing = { exit: 191, retry: true } as const

/** Errors of AI services and of the local proxy that pays them. The page of each is `/docs/errors/<code>`. */
export const servingErrors = {
  'serving.voucher_missing': {
    http: 402,
    ...final,
    sentence: 'This service is paid by vouchers, and the request has none. Nothing was charged. Call it through infinitio proxy.',
  },
  'serving.voucher_invalid': {
    http: 400,
    ...final,
    sentence: 'The voucher cannot be read, or another key signed it. Nothing was charged. Sign it with the key of the channel.',
  },
  'serving.payment_invalid': {
    http: 422,
    ...final,
    sentence: 'The service asks for a payment of another chain, ledger, payee or form. Nothing was signed. Check the address of the service.',
  },
  'serving.amount_too_high': {
    http: 402,
    ...final,
    sentence: 'The service asks for more than your limit, or more than its prices allow. Nothing was signed. Raise the limit, or ask for less.',
  },
  'serving.conflict': {
    http: 409,
    ...final,
    sentence: 'The serial, the number or the ceiling of the voucher does not fit the channel. Nothing was charged. Continue from the receipt shown.',
  },
  'serving.deposit_too_low': {
    http: 402,
    ...final,
    sentence: 'The deposit of the channel is used up or not final yet. Nothing was charged. Add to the deposit, and send the request again.',
  },
  'serving.channel_exiting': {
    http: 403,
    ...final,
    sentence: 'The channel is exiting, so this service starts no request on it. Nothing was charged. Open it again after the exit.',
  },
  'serving.channel_ended': {
    http: 403,
    ...final,
    sentence: 'The service has ended this channel and accepts no voucher of it. Nothing was charged. Fill the channel again once it is closed.',
  },
  'serving.denied': {
    http: 403,
    ...final,
    sentence: 'The operator does not serve your wallet or your country. Nothing was charged. You can close your channels at any time.',
  },
  'serving.deny_list_invalid': {
    http: 422,
    ...final,
    sentence: 'The deny list cannot be read, or a line of it is wrong. Nothing was started. Correct the file.',
  },
  'serving.port_unavailable': {
    http: 409,
    ...final,
    sentence: 'The port is in use, or this computer does not allow it. Nothing was charged. Stop the other program, or choose another port.',
  },
  'serving.terms_changed': {
    http: 412,
    ...passing,
    sentence: 'The service has other terms now. Nothing was charged. Read the new prices on the chain, and send the request again.',
  },
  'serving.path_unknown': {
    http: 404,
    ...final,
    sentence: 'This service answers chat completions, responses, completions, embeddings and models only. Use one of these paths under /v1.',
  },
  'serving.body_too_large': { http: 413, ...final, sentence: 'The request is larger than this service accepts. Nothing was charged. Send less.' },
  'serving.body_invalid': {
    http: 400,
    ...final,
    sentence: 'The request is not a JSON object with a model. Nothing was charged. Check the body of the request.',
  },
  'serving.model_other': {
    http: 404,
    ...final,
    sentence: 'This service serves another model. Nothing was charged. Ask GET /v1/models for its name.',
  },
  'serving.remote_file': {
    http: 422,
    ...final,
    sentence:
      'The service cannot use a file on the internet that the request names. Nothing was charged. Send the file in the request, as a data: URL.',
  },
  'serving.field_refused': {
    http: 400,
    ...final,
    sentence:
      'A service stores no prompt and runs no tool, so it refuses these fields. Nothing was charged. Send the whole conversation, and tools that you run.',
  },
  'serving.responses_unsupported': {
    http: 404,
    ...final,
    sentence:
      'The model server of this service has no /v1/responses, so there is no answer to pay. Use /v1/chat/completions, or choose another service.',
  },
  'serving.field_invalid': {
    http: 400,
    ...final,
    sentence: 'A field of the request is wrong. Nothing was charged. Correct the named fields, and send the request again.',
  },
  'serving.model_unknown': {
    http: 404,
    ...final,
    sentence: 'No service offers this model. Nothing was charged. Ask GET /v1/models for the models that can answer.',
  },
  'serving.budget_spent': {
    http: 402,
    ...final,
    sentence: 'The API key spent its budget of this day (UTC). Nothing was charged. Wait until tomorrow, or ask for a higher budget.',
  },
  'serving.no_answer': {
    http: 503,
    ...passing,
    sentence: 'No service answered this request. Only answers with a receipt are charged. Send it again in a moment, or ask for less.',
  },
  'serving.busy': { http: 429, ...passing, sentence: 'Too many requests are open. Nothing was charged. Send the request again in a moment.' },
  'serving.upstream_failed': {
    http: 502,
    ...passing,
    sentence: 'The model server did not answer, or ended its answer early. Only the received part is charged. Send the request again.',
  },
  'serving.chain_unread': {
    http: 503,
    ...passing,
    sentence: 'The service cannot read the chain, so it takes no new requests. Nothing was charged. Try again later.',
  },
  'serving.receipt_unknown': {
    http: 404,
    ...passing,
    sentence: 'No receipt of this voucher is stored. The answer may still be running. Check the ID, or ask again later.',
  },
  'serving.key_wrong': {
    http: 401,
    ...final,
    sentence: 'The API key is not the one of this proxy. Nothing was charged. Use the key that infinitio proxy printed at its start.',
  },
  'serving.key_refused': {
    http: 403,
    ...final,
    sentence: 'The router gave no API key, because the signature, its time or its account is wrong. Nothing was charged. Sign a new request.',
  },
  'serving.origin_foreign': {
    http: 403,
    ...final,
    sentence: 'The proxy answers no web pages and no other host names. Nothing was charged. Call it from a program on this computer.',
  },
  'serving.type_wrong': {
    http: 415,
    ...final,
    sentence: 'The request must be sent as application/json. Nothing was charged. Set the Content-Type header.',
  },
  'serving.receipt_wrong': {
    http: 502,
    ...final,
    sentence: 'The receipt of the service is wrong, so the service gets nothing more. At most one step was paid. Choose another service.',
  },
  'serving.stopped': {
    http: 502,
    ...final,
    sentence: 'This service sent a wrong receipt before. Nothing was charged. Choose another service.',
  },
  'serving.sealing_unsupported': {
    http: 422,
    ...final,
    sentence: 'This browser cannot encrypt prompts. Nothing was sent or charged. Use a recent browser by HTTPS, or send the prompt unencrypted.',
  },
  'serving.sealed_unoffered': {
    http: 422,
    ...final,
    sentence:
      'No service of this model decrypts prompts. Nothing was sent to a service or charged. Choose another model, or send the prompt unencrypted.',
  },
  'serving.proven_unoffered': {
    http: 422,
    ...final,
    sentence: 'This service settles no vouchers by proofs. Nothing was sent. Start the proxy without --proven, or choose another service.',
  },
  'serving.proofs_off': {
    http: 503,
    ...final,
    sentence: 'This computer cannot settle by proofs on this chain. Nothing was started. Read the reason, or start the service without --proven.',
  },
  'serving.proof_failed': {
    http: 500,
    ...passing,
    sentence:
      'A claim could not be proven, so it is not settled. All other claims were. Start the service with --proven, or close the channel of the claim.',
  },
  'serving.prompt_unsealed': {
    http: 400,
    ...final,
    sentence: 'The request asks for an encrypted prompt, but it is not encrypted. No service got it. Send it by the SDK, which encrypts it first.',
  },
  'serving.prompt_unopened': {
    http: 422,
    ...passing,
    sentence: 'The service cannot decrypt the prompt: it was changed on the way, or is for another key. Nothing was charged. Send it again.',
  },
  'serving.answer_unsealed': {
    http: 502,
    ...final,
    sentence:
      'The answer is not encrypted to you, or was changed on the way. The service gets nothing more. At most one step was paid. Choose another service.',
  },
  'serving.running': {
    http: 409,
    ...final,
    sentence: 'Another process or browser tab uses this key. Both would spend the same money. Close the other one, or use another folder.',
  },
  'serving.state_unreadable': {
    http: 500,
    ...final,
    sentence: 'A stored voucher or receipt cannot be read, so nothing was started. Restore the file from a backup.',
  },
  'serving.no_ledger': { http: 503, ...final, sentence: 'This market has no service ledger. Choose a market that pays AI services.' },
  'serving.service_unknown': { http: 404, ...final, sentence: 'The ledger has no service with this ID, or no valid terms of it. Check the ID.' },
  'serving.tunnel_down': {
    http: 503,
    ...passing,
    sentence: 'This service is not connected to the gateway now. Nothing was charged. Send the request again later, or choose another service.',
  },
  'serving.no_machine': {
    http: 503,
    ...passing,
    sentence: 'No machine for this model was ready in time. Nothing was charged. Send the request again in a moment, or choose another service.',
  },
  'serving.no_server': {
    http: 404,
    ...final,
    sentence: 'No model server answers here. Start vLLM, Ollama or llama.cpp, or name one with --upstream.',
  },
  'serving.model_not_installed': {
    http: 422,
    ...final,
    sentence: 'The small model could not be installed or started on this computer. Nothing else was changed. Read the reason, and try again.',
  },
  'serving.part_unknown': {
    http: 404,
    ...final,
    sentence: 'This cache does not have the file, or the range is outside it. Nothing was charged. Ask another cache.',
  },
  'serving.part_wrong': {
    http: 502,
    ...final,
    sentence: 'The bytes do not have the SHA-256 of the file, so they were deleted. You paid at most one step. Choose another cache.',
  },
  'serving.price_above_step': {
    http: 422,
    ...final,
    sentence:
      'A part of 64 MiB may not cost more than one step, because a client can lose this amount to wrong bytes. Nothing was started. Lower the price, or raise the step.',
  },
  'serving.host_refused': {
    http: 403,
    ...final,
    sentence: 'The operator does not allow this URL. Nothing was charged. Ask for an https page of an allowed host.',
  },
  'serving.allow_list_invalid': {
    http: 422,
    ...final,
    sentence: 'The list of allowed hosts cannot be read, or a line of it is wrong. Nothing was started. Correct the file.',
  },
  'serving.lock_too_short': {
    http: 422,
    ...final,
    sentence: 'A lock is from 1 hour to 7 days. Nothing was sent. Choose a time in this range.',
  },
} satisfies Readonly<Record<`serving.${string}`, ErrorRow>>
