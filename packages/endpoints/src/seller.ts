import { putSellerWire, sellerWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Endpoints for a provider's legal data for the invoices of its customers: /account/seller. */
export const sellerEndpoints = {
  getSeller: endpoint({
    method: 'get',
    path: '/account/seller',
    summary: 'Get the legal data of the signed-in account as a provider. `seller` is null if it stored none',
    access: 'account',
    cost: 1,
    answer: sellerWire,
    takes: [],
  }),
  putSeller: endpoint({
    method: 'put',
    path: '/account/seller',
    summary:
      'Store the legal data of the signed-in account as a provider. Only later invoices of leases with this provider show it; issued invoices do not change',
    access: 'account',
    cost: 5,
    body: putSellerWire,
    answer: sellerWire,
    takes: ['body'],
  }),
  deleteSeller: endpoint({
    method: 'delete',
    path: '/account/seller',
    summary: 'Delete the legal data of the signed-in account as a provider. Issued invoices do not change. Safe to repeat',
    access: 'account',
    cost: 1,
    status: 204,
    takes: [],
  }),
}
