import type { SandboxRelay } from '../../runtime.ts'

const refuse = async (): Promise<never> => {
  throw new Error('a lease in a virtual machine takes no forwards')
}

/** The way for forwards of a lease that has none: the agent does not reach into virtual machines. */
export const noRelay: SandboxRelay = { connect: refuse, listen: refuse, close: () => {} }
