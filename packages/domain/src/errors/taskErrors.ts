import type { ErrorRow } from './errorRow.ts'

const final = { exit: 180, retry: false } as const
const passing = { exit: 181, retry: true } as const

/** Errors about tasks of the pool and signed calls of the pool. The page of each is `/docs/errors/<code>`. */
export const taskErrors = {
  'task.no_pool': { http: 503, ...final, sentence: 'This market has no task pool. Choose a market that runs tasks, or rent a machine.' },
  'task.call_unknown': { http: 404, ...final, sentence: 'No pool call with this ID is stored. Calls are kept for 30 days. Check the ID.' },
  'task.call_invalid': {
    http: 422,
    ...final,
    sentence: 'This is not a call of the task pool, or its name and data differ. Nothing was sent. Sign a call of the pool.',
  },
  'task.call_expired': {
    http: 410,
    ...final,
    sentence: 'This pool call expired before it reached the chain. Nothing was charged. Sign it again with a later expiry.',
  },
  'task.account_not_covered': {
    http: 402,
    ...final,
    sentence: 'We send pool calls only for accounts with a stake or a balance in the pool. Deposit PToken first, or send the call yourself.',
  },
  'task.budget_used': {
    http: 429,
    ...passing,
    sentence: 'We send no more pool calls for free today. Send the call yourself, or try again tomorrow.',
  },
  'task.permit_refused': {
    http: 422,
    ...final,
    sentence: 'The chain rejects this permit, or the wallet holds less than the deposit. Nothing was charged. Sign a new permit.',
  },
  'task.balance_too_low': {
    http: 402,
    ...final,
    sentence: 'The balance in the task pool is too low. Nothing was charged. Deposit PToken into the pool, and send the call again.',
  },
  'task.spends_too_much': {
    http: 409,
    ...final,
    sentence: 'The call would spend more than its signed maximum. Nothing was charged. Sign a higher maximum.',
  },
  'task.stake_too_low': {
    http: 402,
    ...final,
    sentence: 'The free stake in the task pool is too low. Add stake, and wait one hour until it counts.',
  },
  'task.stake_waits': {
    http: 409,
    ...passing,
    sentence: 'This stake must wait: new stake counts after 1 h, and withdrawn stake is paid after 7 days. Try again later.',
  },
  'task.too_early': {
    http: 409,
    ...passing,
    sentence: 'The chain accepts this step of the task only later. Try again after the next block.',
  },
  'task.not_drawn': {
    http: 409,
    ...passing,
    sentence: 'Another provider may take this task first. The share of stake that may take it doubles every 5 blocks. Try again later.',
  },
  'task.too_late': {
    http: 409,
    ...final,
    sentence: 'The time for this step of the task is over. Read the state of the task, and continue with its next step.',
  },
  'task.wrong_state': {
    http: 409,
    ...final,
    sentence: 'The task is in another state than this step needs. Somebody may have been faster. Read the state of the task again.',
  },
  'task.provider_unfit': {
    http: 403,
    ...final,
    sentence: 'This machine or provider may not take this task: it does not fit, failed the task before, or is involved in it. Choose another task.',
  },
  'task.not_worker': { http: 403, ...final, sentence: 'Only the provider that has this task, or one of its machines, may take this step.' },
  'task.not_submitter': {
    http: 403,
    ...final,
    sentence: 'Only the submitter of this batch, or a key that it allowed, may do this. Sign with the wallet of the submitter.',
  },
  'task.batch_unknown': { http: 404, ...final, sentence: 'The task pool has no such batch or task. Check the batch, and submit it first.' },
  'task.batch_known': {
    http: 409,
    ...final,
    sentence: 'This batch was submitted before. Nothing was charged again. Use another salt for an equal batch.',
  },
  'task.batch_stopped': {
    http: 409,
    ...final,
    sentence: 'This batch was cancelled or is past its deadline, so it takes no more steps. Submit a new batch.',
  },
  'task.batch_invalid': {
    http: 422,
    ...final,
    sentence: 'The task pool rejects a field of this batch. Nothing was charged. Check counts, times and classes, and sign again.',
  },
  'task.pay_too_low': {
    http: 422,
    ...final,
    sentence: 'The reward or the share for audits is below the least for this work. Nothing was charged. Ask for a quote and raise both.',
  },
  'task.result_mismatch': {
    http: 409,
    ...final,
    sentence: 'This result differs from the committed or revealed one, or it proves nothing. Send the values of the commitment.',
  },
  'task.receipt_invalid': {
    http: 409,
    ...final,
    sentence: 'The store receipt is not signed by the store of this batch. Store the result there, and commit with its receipt.',
  },
  'task.result_unknown': {
    http: 404,
    ...final,
    sentence: 'No result with this commitment is stored for this task. It may have expired. Check both hashes.',
  },
  'task.result_other': {
    http: 409,
    ...final,
    sentence: 'Other bytes are stored under this commitment, and nobody can replace them. Use a commitment with another salt.',
  },
  'task.result_too_large': {
    http: 413,
    ...final,
    sentence: 'This result is empty or larger than this market stores. Split the task into smaller ones.',
  },
  'task.store_full': {
    http: 409,
    ...passing,
    sentence: 'The space for results of this task, this provider or this market is used up. Try again later, or use another store.',
  },
  'task.private': {
    http: 403,
    ...final,
    sentence: 'The files of this task are encrypted, and this program does not have the key. Use the computer that submitted the job.',
  },
  'task.key_not_wanted': {
    http: 409,
    ...passing,
    sentence: 'This machine neither runs nor checks the task now, so it gets no key. Nothing was stored. Read the state of the task again.',
  },
  'task.job_unknown': { http: 404, ...final, sentence: 'No job with this ID is stored. Jobs are kept for 90 days. Check the ID.' },
  'task.job_invalid': {
    http: 422,
    ...final,
    sentence: 'This job cannot run: a task waits for itself or for one that does not exist. Nothing was charged. Correct the job.',
  },
  'task.job_moved_on': {
    http: 409,
    ...passing,
    sentence: 'Somebody else recorded an event of this job first, so your event was not recorded. Read the job again, then decide.',
  },
  'task.job_not_yours': {
    http: 403,
    ...final,
    sentence: 'Only the account of a job can approve, stop or repeat it. Only its scheduler can record its progress. Sign in with that account.',
  },
  'task.job_step_refused': {
    http: 409,
    ...final,
    sentence: 'This event does not fit the present state of the job, so the event was not recorded. Read the job again.',
  },
  'task.job_not_covered': {
    http: 402,
    ...final,
    sentence: 'We plan jobs only for accounts that hold money: in the market, in the task pool or in the wallet. Get PToken first.',
  },
  'task.jobs_limit': {
    http: 409,
    ...passing,
    sentence: 'This account has too many jobs that are not over. Wait until one ends, or stop one.',
  },
  'task.no_scheduler': { http: 503, ...final, sentence: 'This market runs no scheduler. Run the job yourself: infinitio jobs submit.' },
} satisfies Record<`task.${string}`, ErrorRow>
