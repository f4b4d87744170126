import { mkdir } from 'node:fs/promises'
import { errorTable } from '@infinitio/domain'
import { readEnv, readKeyFile, refuseDevelopmentKeys, runProcess } from '@infinitio/process'
import { checkSettingsOf } from './checks/checkSettingsOf.ts'
import { watchChecks } from './checks/watchChecks.ts'
import { validatorEnv } from './env.ts'
import { runJurors } from './jurors/runJurors.ts'
import { openChain, openValidator } from './openValidator.ts'
import { watchProbes } from './probes/watchProbes.ts'
import { openDoor } from './proofs/openDoor.ts'
import { watchSlots } from './proofs/watchSlots.ts'
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
    const opened: ReturnType<typeof openValidator>[] = []
    const chain = openChain(env)
    for (const { privateKey, dataDir, door: at } of validators) {
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      const door = at === null ? null : { ...(await openDoor({ host: env.DOOR_HOST, port: at.port, logger })), url: at.url }
      if (door !== null) onStop(() => door.close())
      const validator = openValidator({ env, logger, privateKey, dataDir, door, chain })
      const rounds = runRounds(validator, { everyMs: env.POLL_MS })
      onStop(() => rounds.stop())
      opened.push(validator)
    }
    if (seed !== null) {
      const jurors = runJurors({ env, logger, seed })
      onStop(() => jurors.stop())
    }
    const slots = watchSlots(opened, { rpcUrl: env.RPC_URL })
    onStop(() => slots.stop())
    const probes = watchProbes(opened, { everyMs: env.POLL_MS })
    onStop(() => probes.stop())
    const checks = watchChecks(opened, { ...checkSettingsOf(env), everyMs: env.POLL_MS })
    onStop(() => checks.stop())
    return { validators: opened.map(({ address }) => address).join(', ') }
  },
})
