import { Argument, type Command } from 'commander'
import { bashScript } from './bashScript.ts'
import { type CommandNode, commandTree } from './commandTree.ts'
import { fishScript } from './fishScript.ts'
import { zshScript } from './zshScript.ts'

const scripts: Record<string, (tree: readonly CommandNode[]) => string> = { bash: bashScript, zsh: zshScript, fish: fishScript }

const usage = `
  bash:  eval "$(infinitio completion bash)"           in ~/.bashrc
  zsh:   eval "$(infinitio completion zsh)"            in ~/.zshrc, after compinit
  fish:  infinitio completion fish | source            in ~/.config/fish/config.fish`

/**
 * Adds `completion`, which prints a shell script that completes commands, options and leases. The script is generated
 * from the program's commands.
 */
export function addCompletion(root: Command): void {
  root
    .command('completion')
    .description('print a script that completes commands, options and leases')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(scripts)))
    .addHelpText('after', usage)
    .action((shell: string) => void process.stdout.write(scripts[shell]?.(commandTree(root)) ?? ''))
}
