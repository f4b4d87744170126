import type Docker from 'dockerode'
import { pipedInContainer } from '../pipedInContainer.ts'

/** Sends signals, by their names without SIG, to every process of a lease whose kernel is apart from the machine's. Never rejects: a lease that is down has none. */
export async function signalInside(container: Docker.Container, names: readonly string[]): Promise<void> {
  const command = names.map((name) => `kill -${name} -1`).join('; ')
  try {
    const running = await pipedInContainer(container, { command, environment: {} })
    running.stdout.resume()
    running.stderr.resume()
    running.stdin.end()
    await running.exited
  } catch {
    // The engine knows no running container.
  }
}
