import type { SandboxRelay } from '../../runtime.ts'

const refuse = async (): Promise<never> => {
  throw new Error('a lease in a virtual machine takes no forwards')
}

/** The relay of a lease without port forwards, because the agent cannot reach into virtual machines. */
export const noRelay: SandboxRelay = { connect: refuse, listen: refuse, close: () => {} }
