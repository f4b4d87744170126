import { classCatalogAbi } from '@infinitio/chain'
import type { Page, Response } from '@playwright/test'
import { encodeFunctionData } from 'viem'

/** Lets an account vote with the signed-in wallet's whole stake. */
export async function delegateTo(page: Page, account: string): Promise<void> {
  await page.goto(`/govern/delegates/${account}`)
  await page.getByRole('button', { name: 'Delegate your votes' }).click()
  await page.getByText('This account already votes with your stake.').waitFor()
}

/** The time limit for a move of the clock, in milliseconds. During the move, the market may first wait until validators have revealed their random numbers. */
const movedWithinMs = 95_000

/**
 * Moves the chain's time forward with the button of the open page. The tab must have this machine's token. `span` is the text of the choice, such as "1 d". If
 * the move ends leases, the button asks once more, and this function confirms.
 */
export async function moveTimeOn(page: Page, span: string): Promise<void> {
  await page.getByRole('group', { name: 'Move time forward by' }).getByRole('button', { name: span, exact: true }).click()
  const isMove = (response: Response) => response.url().endsWith('/dev/time') && response.request().method() === 'POST'
  const moved = page.waitForResponse(isMove, { timeout: movedWithinMs })
  await page.getByRole('button', { name: `Move time forward by ${span}`, exact: true }).click()
  // Playwright compares a pattern with the name after it has replaced each special space by a usual one.
  const asks = page.getByRole('button', { name: new RegExp(`^End .* and move time forward by ${span.replaceAll('\u00a0', ' ')}$`) })
  const isAsked = asks.waitFor({ timeout: movedWithinMs }).then(
    () => true,
    () => false,
  )
  if (await Promise.race([moved.then(() => false), isAsked])) await asks.click()
  const response = await moved
  if (!response.ok()) throw new Error(`time was not moved on: ${await response.text()}`)
}

/** Votes for the open proposal, and waits until the page shows the vote with its number of G tokens. The page must not preselect any choice. */
export async function voteFor(page: Page): Promise<void> {
  await page.getByText('Your vote is final. You cannot change it.').waitFor()
  if (await page.getByRole('button', { name: 'Choose how to vote' }).isEnabled()) throw new Error('a vote can be signed without a choice')
  await page.getByRole('group', { name: 'Your vote' }).getByRole('button', { name: 'For', exact: true }).click()
  await page.getByRole('button', { name: 'Vote for', exact: true }).click()
  await page.getByText(/^You voted For with [\d,.]+ G\. You cannot change your vote\.$/).waitFor()
}

/** Opens the values of a contract function on the page of parameters. They are hidden at first. */
export async function openParameter(page: Page, name: string): Promise<void> {
  await page.getByRole('region', { name, exact: true }).getByRole('heading', { name, exact: true }).click()
}

/** Proposes another fee in the form, and opens the page of the new proposal. */
export async function proposeFee(page: Page, { percent, title }: { percent: string; title: string }): Promise<void> {
  await page.goto('/govern/parameters')
  await openParameter(page, 'Fee')
  await page.getByRole('link', { name: 'Propose a change: Fee', exact: true }).click()
  await page.getByLabel('Fee that renter and provider each pay').fill(percent)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Why').fill('So that renters keep more.')
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  await page.getByRole('heading', { name: title }).waitFor()
}

type TwoRegions = { readonly title: string; readonly catalog: string; readonly regions: readonly [string, string] }

/**
 * Proposes two regions in one proposal: the first by the form's fields, the second as a call that the test encodes. Adds a third change and removes it again.
 * Runs `look` while the form shows both calls decoded. Then signs, and opens the page of the new proposal.
 */
export async function proposeTwoRegions(page: Page, { title, catalog, regions }: TwoRegions, look: () => Promise<void>): Promise<void> {
  const [typed, encoded] = regions
  const add = page.getByRole('button', { name: 'Add another change' })
  const propose = page.getByRole('button', { name: 'Propose', exact: true })
  const kind = page.getByLabel('What the vote is about')
  await page.goto('/govern/proposals/new?kind=region')
  await page.getByLabel('Title').fill(title)
  if (await add.isEnabled()) throw new Error('a change without a name can be added')
  await page.getByLabel('Name', { exact: true }).fill(typed)
  await add.click()
  await page.getByText('1 change is in the list. If you fill in the fields above, you add one more change to this proposal.').waitFor()
  await page.getByLabel('Name', { exact: true }).fill('not wanted')
  await add.click()
  await page.getByText('2 changes are in the list.', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Remove change 2' }).click()
  await page.getByText('1 change is in the list.', { exact: false }).waitFor()
  await kind.selectOption('call')
  await page.getByLabel('Contract', { exact: true }).fill(catalog)
  await page.getByLabel('Call data').fill('0xabc')
  await page.getByText('Enter 0x and an even number of hexadecimal digits, up to 8,192 bytes.').waitFor()
  if (await propose.isEnabled()) throw new Error('a proposal with half a call can be signed')
  const data = encodeFunctionData({ abi: classCatalogAbi, functionName: 'addRegion', args: [encoded] })
  await page.getByLabel('Call data').fill(data)
  await page.getByLabel('Coins to send').fill('0')
  await page.getByText(`2. Call of ${catalog}`).waitFor()
  await page.getByText('If the change were executed now, it would succeed.', { exact: false }).waitFor()
  await page.getByText('2 contract calls, decoded').click()
  for (const region of regions) await page.getByText(new RegExp(`^ClassCatalog\\.addRegion\\(.*${region}.*\\)$`)).waitFor()
  await look()
  await propose.click()
  await page.getByRole('heading', { name: title }).waitFor()
}

/** Checks that the form of a proposal tells an account without stake what it needs. */
export async function seesWhatProposingTakes(page: Page): Promise<void> {
  await page.goto('/govern/proposals/new')
  await page.getByText('A proposal locks 1,000.00 G from your own stake, and you have only 0.00 G unlocked.').waitFor()
}

/** Checks on the staking page how much of the stake is locked by a proposal, and how much can be unstaked. Then returns to the page that was open before. */
export async function seesLocked(page: Page, { locked, free }: { locked: string; free: string }): Promise<void> {
  const from = page.url()
  await page.goto('/govern/staking')
  await page.getByText('Bonds of your proposals, locked').locator('xpath=following-sibling::dd[1]').getByText(locked, { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Unstake', exact: true }).first().click()
  await page.getByText(`You can unstake up to ${free}`).waitFor()
  await page.goto(from)
}

/**
 * Guides the open proposal from its vote to its effect, and moves time forward with the button of the page. Ends when the bond of the proposal can be
 * withdrawn.
 */
export async function carryThrough(page: Page, { reason }: { reason: string }): Promise<void> {
  await page.getByText('Voting has not opened yet. The stake that you have when voting opens decides how many votes you have.').waitFor()
  await page.getByText('Would succeed').waitFor()
  await moveTimeOn(page, '1\u00a0d')
  await page.getByLabel('Reason, everybody can read it').fill(reason)
  await voteFor(page)
  await page.getByText(/The quorum of .* is reached:/).waitFor()
  await page.getByText(reason).waitFor()
  await moveTimeOn(page, '8\u00a0d')
  await page.getByRole('button', { name: 'Queue the proposal' }).click()
  await page.getByRole('button', { name: 'Execute the proposal' }).waitFor()
  for (let day = 0; day < 2; day += 1) await moveTimeOn(page, '1\u00a0d')
  await page.getByRole('button', { name: 'Execute the proposal' }).click()
  await page.getByRole('button', { name: 'Unlock the bond' }).click()
  await page.getByText('The bond (a locked part of the proposer’s stake) was unlocked. The proposer can use it again.').waitFor()
}
