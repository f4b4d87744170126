import { putSellerWire, sellerWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Endpoints for a provider's legal data for the invoices of its customers: /account/seller. */
export const sellerEndpoints = {
  getSeller: endpoint({
    method: 'get',
    path: '/account/seller',
    summary: 'The legal data of the signed-in account as a provider; null where it entered none',
    access: 'account',
    cost: 1,
    answer: sellerWire,
    takes: [],
  }),
  putSeller: endpoint({
    method: 'put',
    path: '/account/seller',
    summary:
      'Stores the legal data of the signed-in account as a provider. Only invoices of leases with this provider show them; issued invoices do not change',
    access: 'account',
    cost: 5,
    body: putSellerWire,
    answer: sellerWire,
    takes: ['body'],
  }),
  deleteSeller: endpoint({
    method: 'delete',
    path: '/account/seller',
    summary: 'Deletes the legal data of the signed-in account as a provider; issued invoices do not change',
    access: 'account',
    cost: 1,
    status: 204,
    takes: [],
  }),
}
