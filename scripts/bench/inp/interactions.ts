import type { Page } from '@playwright/test'

/** One action of a person on the search page. Each causes at least one interaction. */
export type Interaction = { readonly name: string; readonly act: (page: Page) => Promise<void> }

const clickNamed = (role: 'button' | 'checkbox', name: RegExp | string) => (page: Page) =>
  page.getByRole(role, { name }).filter({ visible: true }).first().click()

/** The field for a sentence about the wanted machine. */
const words = (page: Page) => page.getByRole('search').getByRole('textbox').first()

/** The actions of each round, in this order. A round ends in its initial state. */
export const interactions: readonly Interaction[] = [
  { name: 'typeWord', act: (page) => words(page).press('e') },
  { name: 'pressSearch', act: clickNamed('button', /^Search$/) },
  { name: 'clearWord', act: (page) => words(page).press('Backspace') },
  { name: 'enterSearch', act: (page) => words(page).press('Enter') },
  { name: 'sortByTotal', act: clickNamed('button', /^Total$/) },
  { name: 'sortByPrice', act: clickNamed('button', /^Price$/) },
  { name: 'filterOn', act: clickNamed('checkbox', /^Real only/) },
  { name: 'filterOff', act: clickNamed('checkbox', /^Real only/) },
  { name: 'typePrice', act: (page) => page.getByRole('textbox', { name: 'Highest price per GPU-hour' }).press('9') },
  { name: 'asTable', act: clickNamed('button', 'Table') },
  { name: 'asMap', act: clickNamed('button', 'List and map') },
]
