import type { ProctorServer } from '../server';
import type { LiveNeeds } from './live';

/** The browser's own peer, and the servers by which it finds the other. */
export const realLive = (server: ProctorServer): Pick<LiveNeeds, 'iceServers' | 'peer'> => ({
  iceServers: server.iceServers,
  peer: (iceServers) => new RTCPeerConnection({ iceServers }),
});
