import { spawn } from 'node:child_process'
import { refusal } from '@infinitio/sdk'
import { readTrialAnswer, type TrialAnswer } from '@infinitio/sdk/proofs'
import type { SshTarget } from '../ssh/sshTarget.ts'
import { plain } from '../terminal/texts.ts'

/** A connection to the prover (the program that tests the GPU) in a lease. It handles one request at a time. */
export type ProverLine = {
  /**
   * Sends a request and resolves with the answer, and with the seconds that it took by this machine's clock. Throws `proof.lease_silent` if no answer comes in
   * time, and `proof.lease_unusable` if the prover ends.
   */
  readonly ask: (request: object, limits: { readonly characters: number; readonly ms: number }) => Promise<{ answer: TrialAnswer; seconds: number }>
  readonly close: () => void
}

const lineSettings = ['ServerAliveInterval=10', 'ServerAliveCountMax=3', 'ConnectTimeout=15']
const mostSaid = 2_000

/** Starts the prover in `folder` of a lease over OpenSSH. `node` is the path of the Node program that runs it. */
export function openProverLine(target: SshTarget, { folder, node }: { folder: string; node: string }): ProverLine {
  const settings = lineSettings.flatMap((setting) => ['-o', setting])
  const command = `cd ${folder} && exec ${node} prover.mjs`
  const child = spawn('ssh', ['-F', target.jobConfig, '-T', ...settings, target.name, command], { stdio: 'pipe' })
  const said: Buffer[] = []
  let bytes = 0
  let received = ''
  let onData: () => void = () => {}
  let isOver = false
  child.stdin.on('error', () => undefined) // The connection is lost: `close` reports it.
  child.stderr.on('data', (piece: Buffer) => {
    if (bytes < mostSaid) said.push(piece)
    bytes += piece.length
  })
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    received += piece
    onData()
  })
  const over = () => {
    isOver = true
    onData()
  }
  child.once('error', over)
  child.once('close', over)

  return {
    async ask(request, { characters, ms }) {
      const startedAt = performance.now()
      child.stdin.write(`${JSON.stringify(request)}\n`)
      const line = await new Promise<string>((done, reject) => {
        const fail = (why: string) => reject(refusal('proof.lease_unusable', { detail: why }))
        const timer = setTimeout(() => reject(refusal('proof.lease_silent', { detail: `${ms / 1_000} s` })), ms)
        onData = () => {
          const end = received.indexOf('\n')
          if (end === -1 && received.length <= characters && !isOver) return
          clearTimeout(timer)
          if (end === -1)
            return fail(
              isOver ? plain(Buffer.concat(said).toString('utf8')).trim().slice(-mostSaid) || 'the prover ended' : 'a longer answer than expected',
            )
          const found = received.slice(0, end)
          received = received.slice(end + 1)
          done(found)
        }
        onData()
      })
      const seconds = (performance.now() - startedAt) / 1_000
      const answer = readTrialAnswer(line)
      if (answer.kind === 'problem') throw refusal('proof.lease_unusable', { detail: plain(answer.text) })
      return { answer, seconds }
    },
    close: () => void child.kill(),
  }
}
