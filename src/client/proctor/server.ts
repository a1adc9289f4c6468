import type { Api, Call } from '../lib/api';
import type { IceServer } from '../lib/wire-watch';
import type { Person } from './people';
import type { ActOrder, ActPreview, ActProgress, ActReason, BoardView, RoomsView, WatchView } from './wire';

/** `id` begins with its kind, such as `camera-still.0198f0c2….jpg`. */
export interface EvidenceCard {
  id: string;
  kind: string;
  at: string;
}

/** The HTTP calls of the console. Each that changes something carries a command id, so each may be repeated. */
export class ProctorServer {
  constructor(private readonly api: Api) {}

  /** All that are mine: those I am assigned to, or lead; staff see every one. */
  rooms = async (call: Call = {}): Promise<RoomsView[]> =>
    (await this.api.get<{ rooms: RoomsView[] }>('/api/rooms', call)).rooms;

  /** Who may be assigned to rooms. */
  people = async (): Promise<Person[]> => (await this.api.get<{ proctors: Person[] }>('/api/proctors')).proctors;

  roomsOf = (id: string, call: Call = {}): Promise<RoomsView> => this.api.get(urlOf(id), call);

  /** @param room null: leads of all rooms */
  assign = (id: string, commandId: string, room: string | null, proctors: string[], call: Call): Promise<RoomsView> =>
    this.api.put(`${urlOf(id)}/proctors`, { commandId, room, proctors }, call);

  board = (room: string, call: Call = {}): Promise<BoardView> => this.api.get(`${urlOf(room)}/board`, call);

  /** @param before the `earlier` of another page; null for the newest of the timeline */
  session = (room: string, session: string, call: Call = {}, before: string | null = null): Promise<WatchView> =>
    this.api.get(`${urlOf(room)}/sessions/${session}${before === null ? '' : `?before=${before}`}`, call);

  /** @param where a room, or all rooms of a window or an exam */
  preview = (where: string, order: ActOrder, call: Call = {}): Promise<ActPreview> =>
    this.api.post(`${urlOf(where)}/acts/preview`, order, call);

  act = (where: string, order: ActOrder, call: Call): Promise<ActProgress> =>
    this.api.post(`${urlOf(where)}/acts`, order, call);

  undo = (where: string, commandId: string, act: string, reason: ActReason, call: Call): Promise<ActProgress> =>
    this.api.post(`${urlOf(where)}/acts/${act}/undo`, { commandId, reason }, call);

  /** All that is kept of a session, newest first. */
  evidence = async (session: string): Promise<EvidenceCard[]> => {
    const { items } = await this.api.get<{ items: EvidenceCard[] }>(`/api/sessions/${session}/evidence`);
    return items.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  };

  /** Stores a file as evidence; answers with its id. */
  attach = async (session: string, file: Blob, call: Call): Promise<string> => {
    const url = `/api/sessions/${session}/evidence/attachment`;
    const type = file.type || 'application/octet-stream';
    return (await this.api.put<{ id: string }>(url, file, { timeoutMs: 60_000, ...call, type })).id;
  };

  iceServers = async (): Promise<RTCIceServer[]> => {
    const { iceServers } = await this.api.get<{ iceServers: IceServer[] }>('/api/ice-servers', { tries: 2 });
    return iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === null ? {} : { username }),
      ...(credential === null ? {} : { credential }),
    }));
  };
}

const urlOf = (id: string): string => `/api/rooms/${encodeURIComponent(id)}`;

export const evidenceUrl = (session: string, evidence: string): string =>
  `/api/sessions/${session}/evidence/${encodeURIComponent(evidence)}`;
