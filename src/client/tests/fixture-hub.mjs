// A hub for the fixture server: as much of SignalR's JSON protocol as the console speaks, over the web socket that the client brings.
import WebSocket from 'ws';

const END = '\u001e';
const INVOCATION = 1;
const COMPLETION = 3;
const PING = 6;

export function serveHub(server, path, room) {
    const sockets = new WebSocket.Server({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
        if (new URL(request.url, 'http://localhost').pathname !== path) return socket.destroy();
        sockets.handleUpgrade(request, socket, head, (line) => answer(line, room));
    });
}

function answer(line, room) {
    const send = (message) => line.readyState === line.OPEN && line.send(JSON.stringify(message) + END);
    const tell = (target, ...args) => send({ type: INVOCATION, target, arguments: args });
    const ping = setInterval(() => send({ type: PING }), 10_000);
    line.on('close', () => {
        clearInterval(ping);
        room().watchers.delete(tell);
    });
    line.on('message', (data) => {
        for (const part of String(data).split(END)) {
            if (part === '') continue;
            const message = JSON.parse(part);
            if (message.protocol) send({});
            else if (message.type === INVOCATION)
                send({ type: COMPLETION, invocationId: message.invocationId, ...outcome(room(), tell, message) });
        }
    });
}

function outcome(room, tell, { target, arguments: args }) {
    try {
        return { result: room.hub(tell, target, args) ?? null };
    } catch (error) {
        const { code = 'service.fault', message, problem } = error;
        return { error: `HubException: ${JSON.stringify({ code, message, problems: problem ? [problem] : [] })}` };
    }
}
