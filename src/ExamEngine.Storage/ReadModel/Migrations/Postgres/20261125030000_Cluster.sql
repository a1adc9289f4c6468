-- What Orleans' AdoNet clustering keeps, and the statements it asks for by name in OrleansQuery. It binds parameters by the names used
-- here and reads columns by the names selected here. Every statement is one statement and so one transaction; every change of the
-- members moves the cluster's version on from the one its writer has read, so of two racing writers one gets "false" and reads again.

create table cluster_versions (
  cluster_id text primary key,
  version integer not null
);

create table cluster_silos (
  cluster_id text not null references cluster_versions on delete cascade,
  address text not null,
  port integer not null,
  generation integer not null,
  silo_name text not null,
  host_name text not null,
  status integer not null,
  proxy_port integer not null,
  suspect_times text,
  start_time timestamptz not null,
  i_am_alive_time timestamptz not null,
  primary key (cluster_id, address, port, generation)
);

create table orleansquery (
  querykey text primary key,
  querytext text not null
);

insert into orleansquery (querykey, querytext) values
('InsertMembershipVersionKey', $sql$
  with made as (
    insert into cluster_versions (cluster_id, version) values (@DeploymentId, 0) on conflict do nothing returning version
  )
  select exists (select from made)
$sql$),

('InsertMembershipKey', $sql$
  with moved as (
    update cluster_versions set version = version + 1
    where cluster_id = @DeploymentId and version = @Version and not exists (
      select from cluster_silos where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning cluster_id
  ), joined as (
    insert into cluster_silos (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
    select cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from moved
    returning port
  )
  select exists (select from joined)
$sql$),

('UpdateMembershipKey', $sql$
  with moved as (
    update cluster_versions set version = version + 1
    where cluster_id = @DeploymentId and version = @Version and exists (
      select from cluster_silos where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning cluster_id
  ), changed as (
    update cluster_silos silo
    set status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = greatest(silo.i_am_alive_time, @IAmAliveTime)
    from moved
    where silo.cluster_id = moved.cluster_id and silo.address = @Address and silo.port = @Port and silo.generation = @Generation
    returning silo.port
  )
  select exists (select from changed)
$sql$),

-- A sign of life is news for nobody but those who doubt it: the version stays.
('UpdateIAmAlivetimeKey', $sql$
  update cluster_silos set i_am_alive_time = greatest(i_am_alive_time, @IAmAliveTime)
  where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$sql$),

('MembershipReadRowKey', $sql$
  select v.version as Version, s.address as Address, s.port as Port, s.generation as Generation, s.silo_name as SiloName,
    s.host_name as HostName, s.status as Status, s.proxy_port as ProxyPort, s.suspect_times as SuspectTimes, s.start_time as StartTime,
    s.i_am_alive_time as IAmAliveTime
  from cluster_versions v
  left join cluster_silos s on s.cluster_id = v.cluster_id and s.address = @Address and s.port = @Port and s.generation = @Generation
  where v.cluster_id = @DeploymentId
$sql$),

('MembershipReadAllKey', $sql$
  select v.version as Version, s.address as Address, s.port as Port, s.generation as Generation, s.silo_name as SiloName,
    s.host_name as HostName, s.status as Status, s.proxy_port as ProxyPort, s.suspect_times as SuspectTimes, s.start_time as StartTime,
    s.i_am_alive_time as IAmAliveTime
  from cluster_versions v
  left join cluster_silos s on s.cluster_id = v.cluster_id
  where v.cluster_id = @DeploymentId
$sql$),

('GatewaysQueryKey', $sql$
  select address as Address, proxy_port as ProxyPort, generation as Generation
  from cluster_silos
  where cluster_id = @DeploymentId and status = @Status and proxy_port > 0
$sql$),

('DeleteMembershipTableEntriesKey', $sql$
  delete from cluster_versions where cluster_id = @DeploymentId
$sql$),

-- 6 is Dead.
('CleanupDefunctSiloEntriesKey', $sql$
  delete from cluster_silos
  where cluster_id = @DeploymentId and status = 6 and i_am_alive_time < @IAmAliveTime and start_time < @IAmAliveTime
    and coalesce(suspect_times, '') = ''
$sql$),

('CleanupDefunctSiloEntryKey', $sql$
  delete from cluster_silos
  where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation and status = 6
    and start_time = @StartTime and i_am_alive_time = @IAmAliveTime and coalesce(suspect_times, '') = coalesce(@SuspectTimes, '')
$sql$);
