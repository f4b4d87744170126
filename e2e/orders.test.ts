import type { ListingWire, OrderReceiptWire } from '@infinitio/domain/wire'
import { createClient, verifyReceipt } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import type { Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { restBid } from './actors/restBid.ts'
import { pageProblems } from './browser/checkPage.ts'
import { announceWallet } from './browser/announceWallet.ts'
import { holdBack } from './browser/holdBack.ts'
import { layoutShifts, noteLayoutShifts } from './browser/layoutShifts.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { openWalletVisitor } from './browser/openWalletVisitor.ts'
import { downloadText, fillTicket, openTicket, refuseThenPlace, waitForOpen, waitForPast } from './browser/orderSteps.ts'
import { bestInstead, chargesOf, findRaced, raceForMachine, takeOther } from './browser/raceSteps.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

const probe = await openBrowser()
await probe?.close()

describe.skipIf(probe === null)('orders, in a browser', () => {
  let deployment: TestDeployment
  let browser: Browser
  let renter: Actor
  let machine: ListingWire
  const problems: string[] = []
  const renterKey = generatePrivateKey()
  beforeAll(async () => {
    deployment = await startTestDeployment()
    renter = await createRenter(deployment, { privateKey: renterKey })
    // Find the machine while it is free. After the first order it is rented, and the search no longer shows it.
    machine = await findThisMachine(renter)
    const opened = await openBrowser()
    if (opened === null) throw new Error('no browser can run here')
    browser = opened
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  const visit = (privateKey: Hex, viewport: typeof desktop) => openWalletVisitor(browser, { baseURL: deployment.url, privateKey, viewport })

  /** Adds the accessibility and layout problems of the open page to `problems`. */
  async function look(page: Page): Promise<void> {
    problems.push(...(await pageProblems(page)))
  }

  it('rests at a chosen price, is changed until a part of it fills, and the rest is cancelled', async () => {
    const { page, person, complaints, context } = await visit(renterKey, desktop)
    const title = `Rent 3 × ${machine.className}, 1\u00a0h`
    await page.goto(`/market/${machine.classId}`)
    const ticket = page.getByRole('region', { name: 'Resting order' })
    expect(await ticket.getByLabel('Highest price per GPU-hour').inputValue()).toBe('0.05')
    await page.getByText('You have no open order for this class.', { exact: false }).waitFor()
    await fillTicket(ticket, { price: '0.01', gpus: 3, hours: 1 })
    await ticket.getByText('80.0 % below the cheapest ask', { exact: false }).waitFor()
    // The price of 0.01 PT × 3 GPUs × 1 h, plus a fee of 0.25 %. A development chain has no relay fee.
    await ticket.getByText('0.030075 PT').waitFor()
    await look(page)
    // Without a network, the page reports an error at once, and does not send the order later.
    await context.setOffline(true)
    await ticket.getByRole('button', { name: 'Sign and place order' }).click()
    await ticket.getByRole('alert').waitFor()
    await page.getByText('No network connection').waitFor({ state: 'attached' })
    await context.setOffline(false)
    await page.getByText('All systems normal').waitFor({ state: 'attached' })
    await refuseThenPlace(ticket, { person, button: 'Sign and place order', price: '0.01' })
    const own = page.getByRole('region', { name: 'Your orders' })
    await own.getByRole('row').filter({ hasText: title }).filter({ hasText: 'Resting, 1st in the queue at 0.01' }).waitFor()
    await look(page)
    await own.getByRole('button', { name: `Edit ${title}` }).click()
    await openTicket(page, 'Edit order').getByText('You have not changed anything yet.').waitFor()
    await look(page)
    await page.keyboard.press('Escape')

    await page.goto('/orders')
    await waitForOpen(page, { title, state: 'First in the queue' })
    await page.getByRole('button', { name: `Edit ${title}` }).click()
    const editing = openTicket(page, 'Edit order')
    await fillTicket(editing, { gpus: 2 })
    await editing.getByText('Your order keeps its queue position at 0.01 PT/h.').waitFor()
    await look(page)
    await fillTicket(editing, { price: '0.05' })
    await editing.getByText('Your order moves to the end of the queue at 0.05 PT/h.').waitFor()
    const { receiptKey } = await createClient({ baseUrl: deployment.url }).getChain()
    await editing.getByText('The receipt is signed with the key that this market published on the chain.', { exact: false }).waitFor()
    const [receipt] = JSON.parse(await downloadText(page, editing.getByRole('button', { name: 'Download' }))) as OrderReceiptWire[]
    expect(receipt === undefined ? false : await verifyReceipt({ receipt, receiptKey })).toBe(true)
    await refuseThenPlace(editing, { person, button: 'Sign and replace', price: '0.05' })
    const shorter = title.replace('3', '2')
    await waitForOpen(page, { title: shorter, state: 'Part filled' })
    await waitForPast(page, { title, ended: 'replaced by a newer order' })
    await page.getByText('1 GPU, at most 0.05 PT/h').waitFor()
    await look(page)

    await page.getByRole('button', { name: `Watch ${shorter}` }).click()
    await page.getByText('We notify you when the order gets GPUs or ends', { exact: false }).waitFor()
    await page.getByRole('button', { name: `Cancel ${shorter}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign and cancel' }).click()
    await waitForPast(page, { title: shorter, ended: 'by you' })
    await page.getByText(`${shorter}: the order ended`).waitFor()
    const csv = await downloadText(page, page.getByRole('button', { name: 'CSV' }))
    const [head, ...rows] = csv.trimEnd().split('\r\n')
    expect(head?.split(',').slice(0, 3)).toEqual(['placed_utc', 'order_hash', 'side'])
    expect(rows).toHaveLength(2)
    // The signed price is a whole number of base units a second. 0.05 PT an hour is not such a number, so the file contains the signed price, which is slightly
    // lower.
    expect(rows[0]).toContain(',13888888888888,0.0499999999999968,')
    expect(rows[1]).toContain(receipt?.orderHash)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
    await context.close()
  })

  it('is filled in from a cell before there is a wallet, and shows waiting and errors without moving the page', async () => {
    const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    await noteLayoutShifts(page)
    await announceWallet(page, { privateKey: renterKey, person: { answer: 'sign' } })
    const [offered] = (await renter.client.searchListings({ includeSimulated: 'true' })).items.filter(({ classId }) => classId !== machine.classId)
    await page.goto(`/market/${offered?.classId}`)
    const ticket = page.getByRole('region', { name: 'Resting order' })
    const cell = page.getByRole('button', { name: /start Now\. A click puts this price and start into the order form$/ }).last()
    // The page handles input only once this text is on it.
    await page.getByText('Connect a wallet to see your orders', { exact: false }).waitFor()
    await ticket.getByLabel('Highest price per GPU-hour').fill('')
    await cell.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => cell.getAttribute('aria-pressed')).toBe('true')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Resting order')
    const price = await ticket.getByLabel('Highest price per GPU-hour').inputValue()
    expect(Number(price)).toBeGreaterThan(0)
    await look(page)
    problems.push(...(await layoutShifts(page)))
    await ticket.getByRole('button', { name: 'Connect wallet to place the order' }).click()
    const orders = await holdBack(page, '**/api/v1/orders?*')
    await page.getByRole('button', { name: /Test Wallet/ }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await ticket.getByRole('button', { name: 'Sign and place order' }).waitFor()
    expect(await ticket.getByLabel('Highest price per GPU-hour').inputValue()).toBe(price)
    await ticket.getByRole('button', { name: 'Provide', exact: true }).click()
    await ticket.getByText('You offer no', { exact: false }).waitFor()
    await look(page)
    await ticket.getByRole('button', { name: 'Rent', exact: true }).click()
    expect(await ticket.getByLabel('Highest price per GPU-hour').inputValue()).toBe(price)
    const own = page.getByRole('region', { name: 'Your orders' })
    await own.getByRole('status').filter({ hasText: 'Loading your orders' }).waitFor()
    await orders.fail()
    await own.getByRole('alert').filter({ hasText: 'api.not_ready' }).waitFor()
    await look(page)
    await orders.letThrough()
    await own.getByText('You have no open order for this class.', { exact: false }).waitFor()

    await page.goto('/orders')
    const asks = await holdBack(page, '**/api/v1/orders?*')
    await page.getByRole('button', { name: 'Provide', exact: true }).click()
    await page.getByRole('status').filter({ hasText: 'Loading your orders' }).waitFor()
    await look(page)
    await asks.fail()
    await page.getByRole('alert').filter({ hasText: 'Your orders did not load' }).waitFor()
    await look(page)
    await asks.letThrough()
    await page.getByRole('heading', { name: 'You have no orders yet' }).waitFor()
    await look(page)
    problems.push(...(await layoutShifts(page)))
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('503'))).toEqual([])
    await context.close()
  })

  it('has a place behind earlier orders, tells all its watchers on any page, and gives its receipts in any browser', async () => {
    const other = await createRenter(deployment)
    await restBid(other, { machine, gpus: 2, ptPerHour: '0.02' })
    const hash = await restBid(renter, { machine, gpus: 3, ptPerHour: '0.02' })
    const title = `Rent 3 × ${machine.className}, 1\u00a0h`
    const { page, complaints, context } = await visit(renterKey, phone)
    await noteLayoutShifts(page)
    await page.goto('/orders')
    await waitForOpen(page, { title, state: 'Resting, 2nd in the queue at 0.02' })
    await waitForOpen(page, { title, state: '2 GPUs ahead in the queue' })
    problems.push(...(await layoutShifts(page)))
    await page.getByRole('button', { name: `Watch ${title}` }).click()
    await look(page)
    await page.goto(`/market/${machine.classId}`)
    await page.getByRole('region', { name: 'Your orders' }).getByText('Resting, 2nd').waitFor()
    problems.push(...(await layoutShifts(page)))
    await look(page)
    await renter.client.cancelAllOrders({ side: 'bids' })
    await page.getByText(`${title}: the order ended`).waitFor()
    await page.goto('/orders')
    await waitForPast(page, { title, ended: 'by you' })
    const { receiptKey } = await renter.client.getChain()
    const text = await downloadText(page, page.getByRole('button', { name: `Receipt of ${title}` }).first())
    const [receipt] = JSON.parse(text) as OrderReceiptWire[]
    expect(receipt).toMatchObject({ kind: 'order', orderHash: hash })
    expect(receipt === undefined ? false : await verifyReceipt({ receipt, receiptKey })).toBe(true)
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('is written on a phone, and cancelled on the chain, which binds everyone', async () => {
    const { page, person, complaints, context } = await visit(renterKey, phone)
    await page.goto('/orders')
    await page.getByRole('button', { name: 'New order' }).first().click()
    const ticket = openTicket(page, 'New order')
    await fillTicket(ticket, { price: '0.001', gpus: 4, hours: 2 })
    await ticket.getByLabel('GPUs may come').selectOption('cluster')
    await look(page)
    await refuseThenPlace(ticket, { person, button: 'Sign and place order', price: '0.001' })
    const title = 'Rent 4 × any GPU, 2\u00a0h'
    await waitForOpen(page, { title, state: 'Resting' })
    await look(page)
    await page.getByRole('button', { name: `Edit ${title}` }).click()
    const editing = openTicket(page, 'Edit order')
    await editing.getByText('any region, cluster in one region').waitFor()
    await look(page)
    await editing.getByRole('button', { name: 'Cancel on chain' }).click()
    await page.getByRole('dialog', { name: 'Cancel this order on the chain?' }).getByRole('button', { name: 'Sign and cancel on chain' }).click()
    await waitForPast(page, { title, ended: 'on the chain' })
    const [order] = (await renter.client.listOrders({ limit: 1 })).items
    expect(order).toMatchObject({ state: 'cancelled', leftReason: 'chain', rank: 'price' })
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('stands in the journal, which a browser verifies, and is found in the explorer by its hash', async () => {
    const { page, complaints, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    await noteLayoutShifts(page)
    await page.goto('/explorer')
    await page.getByRole('region', { name: 'Network' }).getByText('Regions', { exact: true }).waitFor()
    const verify = page.getByRole('button', { name: 'Verify in this browser' })
    await verify.click()
    await page.getByText('Every check passed.').waitFor()
    await page.getByText('Your browser repeated every command and got the results that the journal shows.', { exact: false }).waitFor()
    problems.push(...(await layoutShifts(page)))
    await page.getByLabel('From', { exact: true }).fill('0')
    await verify.click()
    await page.getByRole('alert').filter({ hasText: 'Enter entry numbers from 1 to' }).waitFor()
    await look(page)
    const [order] = (await renter.client.listOrders({ limit: 1 })).items
    await page.getByLabel('Search the chain and the journal').fill(order?.orderHash ?? '')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/explorer/orders/${order?.orderHash}`)
    await page.getByText('Cancelled', { exact: true }).waitFor()
    expect([...new Set(problems)]).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it('gives a machine that two renters want at once to one; the other pays nothing for it, and rents the best other with one click, at no higher price', async () => {
    const rivalKey = generatePrivateKey()
    const rival = await createRenter(deployment, { privateKey: rivalKey })
    const raced = await findRaced(renter)
    const before = new Map(await Promise.all([renter, rival].map(async (actor) => [actor, await chargesOf(actor)] as const)))
    const visitors = await Promise.all([visit(renterKey, desktop), visit(rivalKey, phone)])
    const [one, two] = visitors
    const { winner, loser } = await raceForMachine([one.page, two.page], raced)
    const [won, lost] = winner === one.page ? [one, two] : [two, one]
    const beaten = lost === one ? renter : rival

    await loser
      .getByRole('alert')
      .filter({ hasText: 'order.node_taken' })
      .getByText('Someone just rented these GPUs. Nothing was charged', { exact: false })
      .waitFor()
    await look(loser)
    const best = await bestInstead(rival, raced)
    const hold = await takeOther(loser)
    expect({ node: hold.node, isDearer: BigInt(hold.pricePerGpuSecond) > BigInt(raced.ask.pricePerGpuSecond) }).toEqual({
      node: best,
      isDearer: false,
    })
    expect(await chargesOf(beaten)).toEqual(before.get(beaten))

    won.person.answer = 'refuse'
    await winner.getByRole('button', { name: 'Sign and start' }).click()
    const refused = winner.getByRole('alert').filter({ hasText: 'wallet.rejected' })
    await refused.waitFor()
    await look(winner)
    won.person.answer = 'sign'
    await winner.getByRole('button', { name: 'Sign again' }).click()
    await winner.getByText(/^Lease \d+ is ready$/).waitFor()
    await winner.getByRole('link', { name: 'Open your lease' }).click()
    await winner.getByText('Connected', { exact: true }).waitFor()
    expect([...new Set(problems)]).toEqual([])
    expect([...won.complaints, ...lost.complaints]).toEqual([])
    await Promise.all(visitors.map(({ context }) => context.close()))
  })
})
