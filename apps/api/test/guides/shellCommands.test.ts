import { expect, test } from 'vitest'
import { shellCommands } from './shellCommands.ts'

test('splits a script into commands and their words', () => {
  expect(
    shellCommands(`URL=http://x npm start   # the market\ninfinitio rent "Northlight 6" \\\n  --hours 1 | tee out.txt && cat < in > 'a b' 2>&1`),
  ).toEqual([['npm', 'start'], ['infinitio', 'rent', 'Northlight 6', '--hours', '1'], ['tee', 'out.txt'], ['cat']])
})

test('finds the commands inside other commands', () => {
  expect(shellCommands('eval "$(infinitio completion bash)"\nexport KEY=$(cat api.key)')).toEqual([
    ['infinitio', 'completion', 'bash'],
    ['eval', '$(infinitio completion bash)'],
    ['cat', 'api.key'],
    ['export', 'KEY=$()'],
  ])
})

test('finds a command inside a command inside a command', () => {
  expect(shellCommands('VAULT=$(cast call $DIRECTORY "get(bytes32)(address)" $(cat name))')).toEqual([
    ['cat', 'name'],
    ['cast', 'call', '$DIRECTORY', 'get(bytes32)(address)', '$()'],
  ])
})

test('rejects a placeholder that a shell takes as a redirection', () => {
  expect(() => shellCommands('infinitio end <lease>')).toThrow('<lease> is a redirection')
})
