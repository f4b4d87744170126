import { mkdir } from 'node:fs/promises'
import { errorTable } from '@infinitio/domain'
import { readEnv, readKeyFile, refuseDevelopmentKeys, runProcess } from '@infinitio/process'
import { validatorEnv } from './env.ts'
import { runJurors } from './jurors/runJurors.ts'
import { openValidator } from './openValidator.ts'
import { runRounds } from './runRounds.ts'
import { validatorsOf } from './validatorsOf.ts'

const refusal = `chain.development_key: ${errorTable['chain.development_key'].sentence}`

await runProcess({
  room: 'validator',
  async start({ logger, onStop }) {
    const env = readEnv(validatorEnv)
    const validators = validatorsOf(env)
    const seed = env.JUROR_SEED_FILE === undefined ? null : readKeyFile(env.JUROR_SEED_FILE)
    const keys = Object.fromEntries(validators.map(({ privateKey }, place) => [`key ${place + 1} of VALIDATOR_KEY_FILE`, privateKey]))
    await refuseDevelopmentKeys(
      { keys: { ...keys, ...(seed === null ? {} : { JUROR_SEED_FILE: seed }) }, rpcUrl: env.RPC_URL, refusal },
      (error) => void Promise.reject(error),
    )
    const addresses: string[] = []
    for (const { privateKey, dataDir } of validators) {
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      const validator = openValidator({ env, logger, privateKey, dataDir })
      const rounds = runRounds(validator, { everyMs: env.POLL_MS })
      onStop(() => rounds.stop())
      addresses.push(validator.address)
    }
    if (seed !== null) {
      const jurors = runJurors({ env, logger, seed })
      onStop(() => jurors.stop())
    }
    return { validators: addresses.join(', ') }
  },
})
