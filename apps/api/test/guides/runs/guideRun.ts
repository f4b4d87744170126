/**
 * A reason for which no test runs a block. The set is closed, so that a new reason is a decision and not an excuse:
 *
 * - `output`: the block shows what a program prints, writes or sends. A reader types nothing.
 * - `fragment`: the block is a part of a file that the guide, another test or a program of the reader completes.
 * - `own computer`: it changes the computer of the reader as root: its packages, services, firewall or data of another market.
 * - `GPU`: it needs a real GPU with its driver, or an image of many GB for one.
 * - `public internet`: it needs a public DNS name, a public chain, or a service of somebody else such as GitHub, Kubernetes or a mail server.
 * - `container engine`: it needs Docker, Podman or a registry of images.
 * - `desktop`: it needs a program with a window.
 * - `many days`: it works only after days, or with several validators, jurors or operators.
 * - `not yet`: it can run, but no test runs it yet. This number may only shrink.
 */
export const reasons = [
  'output',
  'fragment',
  'own computer',
  'GPU',
  'public internet',
  'container engine',
  'desktop',
  'many days',
  'not yet',
] as const

/** One of the closed set of reasons. */
export type Reason = (typeof reasons)[number]

/**
 * How one block of code is tested. `here` is run by `e2e/guides.test.ts`, in order, in the shell of its guide. `saves` is written by that test to this file in the
 * folder of the reader, and a later block reads it. `by` names another test file that runs the block or reads it with the parser of the product. `compiled` is
 * TypeScript that the types check compiles, without a test that runs it. `never` has the reason for which no test runs it. `has` is a part of its code, so that
 * the entry fails if the block becomes another one.
 */
export type BlockRun = 'here' | 'compiled' | { readonly saves: string } | { readonly by: string } | { readonly never: Reason; readonly has: string }

/** The things that a person has before the first block of a guide, in this order. */
export type Before =
  /** A folder with no key and no profile. `infinitio` is in the path, and `INFINITIO_URL` names the market. */
  | 'nothing'
  /** Also a wallet with test money, in `~/wallet.key`, and a profile of the command that uses it. */
  | 'wallet'
  /** Also a lease of this machine with the name `mytest`. It replaces numbers and names of leases in the guide. */
  | 'lease'
  /** As `wallet`, and the wallet has PT for the bond of a machine. */
  | 'bond'
  /** As `wallet`, but the wallet is the one of the provider of this machine, and its listing has the name `This machine`. */
  | 'provider'

/** The blocks of a guide, in order, and what the shell needs to run those that say `here`. */
export type GuideRun = {
  readonly blocks: readonly BlockRun[]
  readonly before?: Before
  /** Lines of shell that make the things that a reader already has, such as a file to upload. They run before the first block. */
  readonly given?: string
  /** Texts of the guide and what this reader types for them. `$NAME` in the second text is a value of the test's market. */
  readonly typed?: readonly (readonly [from: string | RegExp, to: string])[]
  /** Commands that run until Ctrl-C, by the beginning of their words, and the text after which the reader presses it. If the text is empty, the reader presses it after ten seconds. */
  readonly until?: Readonly<Record<string, string>>
  /** Commands that keep running beside the next blocks, by the beginning of their words, and the text that shows that they are ready. */
  readonly beside?: Readonly<Record<string, string>>
  /** True if it moves the market's time, so that it must run after all other guides. */
  readonly movesTime?: true
  /** Exit codes that the guide promises for commands, by the beginning of their words. All others must end with 0. */
  readonly ends?: Readonly<Record<string, number>>
}

/** The block has this reason and this code. */
export const never = (reason: Reason, has: string): BlockRun => ({ never: reason, has })

/** Another test file runs the block. */
export const by = (file: string): BlockRun => ({ by: file })

/** `e2e/guides.test.ts` writes the block to this file. */
export const saves = (file: string): BlockRun => ({ saves: file })

/** As many blocks that `e2e/guides.test.ts` runs. */
export const here = (count: number): readonly BlockRun[] => Array.from({ length: count }, () => 'here' as const)
