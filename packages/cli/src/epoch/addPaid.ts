import type { Command } from 'commander'
import { addModel } from '../model/addModel.ts'
import type { OrdersProgram } from '../orders/addOrders.ts'
import { addProgramme } from '../programme/addProgramme.ts'
import { addEpoch } from './addEpoch.ts'

/** Adds what contracts of the DAO pay and are paid for: models in G, emission by epochs, and incentive programmes. */
export function addPaid(root: Command, program: OrdersProgram): void {
  addModel(root, program)
  addEpoch(root, program)
  addProgramme(root, program)
}
