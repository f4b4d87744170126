import {
  heartbeatAnswerWire,
  heartbeatWire,
  hex32,
  nodeAsksWire,
  nodeChallengeWire,
  nodeLeasesWire,
  nodeProfileWire,
  nodeSessionRequestWire,
  nodeSessionWire,
  telemetryReportWire,
} from '@infinitio/domain/wire'
import { z } from 'zod'
import { createNodeChallenge } from '../actions/createNodeChallenge.ts'
import { listDesiredLeases } from '../actions/listDesiredLeases.ts'
import { listNodeAsks } from '../actions/listNodeAsks.ts'
import { noteHeartbeat } from '../actions/noteHeartbeat.ts'
import { openNodeSession } from '../actions/openNodeSession.ts'
import { putNodeProfile } from '../actions/putNodeProfile.ts'
import { storeTelemetry } from '../actions/storeTelemetry.ts'
import { endpoint } from '../http/endpoint.ts'

const nothing = { params: null, query: null, body: null } as const

/** What agents call: /nodes. Their event stream is in `eventRoutes`. */
export const nodeRoutes = [
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/challenge',
    summary: 'A challenge for node keys to sign',
    access: 'public',
    cost: 2,
    answer: nodeChallengeWire,
    status: 200,
    codes: [],
    handle: ({ services }) => createNodeChallenge(services),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/session',
    summary: 'One session for all the nodes whose keys signed',
    access: 'public',
    cost: 10,
    body: nodeSessionRequestWire,
    answer: nodeSessionWire,
    status: 200,
    codes: ['node.challenge_unknown', 'node.unknown', 'node.wrong_key', 'auth.signature_malformed', 'auth.signature_high_s'],
    handle: ({ services, body }) => openNodeSession(services, body),
  }),
  endpoint({
    ...nothing,
    method: 'put',
    path: '/nodes/{nodeId}/profile',
    summary: 'What the chain does not know about a machine',
    access: 'node',
    cost: 1,
    params: z.strictObject({ nodeId: hex32 }),
    body: nodeProfileWire,
    answer: null,
    status: 204,
    codes: ['auth.forbidden'],
    handle: ({ services, params, nodeIds, body }) => putNodeProfile(services, { nodeId: params.nodeId, nodeIds, profile: body }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/heartbeat',
    summary: 'These nodes are alive',
    access: 'node',
    cost: 1,
    body: heartbeatWire,
    answer: heartbeatAnswerWire,
    status: 200,
    codes: ['auth.forbidden'],
    handle: ({ services, body, nodeIds }) => noteHeartbeat(services, { nodes: body.nodes, nodeIds }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/nodes/leases',
    summary: 'Every lease the nodes of this session should serve now',
    access: 'node',
    cost: 1,
    answer: nodeLeasesWire,
    status: 200,
    codes: [],
    handle: ({ services, nodeIds }) => listDesiredLeases(services, { nodeIds }),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/nodes/asks',
    summary: 'The newest public ask of every node of this session',
    access: 'node',
    cost: 1,
    answer: nodeAsksWire,
    status: 200,
    codes: [],
    handle: ({ services, nodeIds }) => listNodeAsks(services, { nodeIds }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/nodes/telemetry',
    summary: 'Readings of machines and leases',
    access: 'node',
    cost: 1,
    body: telemetryReportWire,
    answer: null,
    status: 204,
    codes: ['auth.forbidden'],
    handle: ({ services, body, nodeIds }) => storeTelemetry(services, { report: body, nodeIds }),
  }),
]
