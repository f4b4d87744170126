import { expect, test } from 'vitest'
import { simulatedProviderOf } from './simulatedProviders.ts'

test('names the provider of a simulated machine with a label, and of no other machine', () => {
  expect(['Northlight 12', 'Lumière Calcul 1', 'Northlight', 'Northlights 1', 'This machine'].map(simulatedProviderOf)).toEqual([
    ...['Northlight (simulated)', 'Lumière Calcul (simulated)', null, null, null],
  ])
})
