import { mkdir } from 'node:fs/promises'
import { errorTable } from '@infinitio/domain'
import { readEnv, readKeyFile, refuseDevelopmentKeys, runProcess } from '@infinitio/process'
import { validatorEnv } from './env.ts'
import { openValidator } from './openValidator.ts'
import { runRounds } from './runRounds.ts'

const refusal = `chain.development_key: ${errorTable['chain.development_key'].sentence}`

await runProcess({
  room: 'validator',
  async start({ logger, onStop }) {
    const env = readEnv(validatorEnv)
    const privateKey = readKeyFile(env.VALIDATOR_KEY_FILE)
    await refuseDevelopmentKeys({ keys: { VALIDATOR_KEY_FILE: privateKey }, rpcUrl: env.RPC_URL, refusal }, (error) => void Promise.reject(error))
    await mkdir(env.VALIDATOR_DATA_DIR, { recursive: true, mode: 0o700 })
    const validator = openValidator({ env, logger, privateKey })
    const rounds = runRounds(validator, { everyMs: env.POLL_MS })
    onStop(() => rounds.stop())
    return { validator: validator.address }
  },
})
