package emanet.local.edge.dynamodb;

import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeLimitsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeLimitsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.DynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/// DynamoDB Local in memory, one database for all callers and Regions: as its own handler makes it,
/// but over `KnownTables`.
final class Engine extends DynamoDBRequestHandler {
  private static final int ANY_AUTHORITY = 0;

  /// Of what the engine does aside, such as filling an index.
  private static final int THREADS = 2;

  private final LocalDBClient database;
  private final DynamoDbClient items;
  private final DynamoDbStreamsClient streams;

  Engine() {
    super(ANY_AUTHORITY);
    var aside = new JobsRegister(Executors.newFixedThreadPool(THREADS), false);
    database = new LocalDBClient(new KnownTables(), aside);
    items = database.dynamoDbClient();
    streams = database.dynamoDbStreamsClient();
  }

  @Override
  public void shutdown() {
    database.shutdown();
  }

  @Override
  public CreateTableResponse createTable(String caller, String region, CreateTableRequest request) {
    return items.createTable(request);
  }

  @Override
  public DeleteTableResponse deleteTable(String caller, String region, DeleteTableRequest request) {
    return items.deleteTable(request);
  }

  @Override
  public DescribeTableResponse describeTable(
      String caller, String region, DescribeTableRequest request) {
    return items.describeTable(request);
  }

  @Override
  public DescribeLimitsResponse describeLimits(
      String caller, String region, DescribeLimitsRequest request) {
    return items.describeLimits(request);
  }

  @Override
  public ListTablesResponse listTables(String caller, String region, ListTablesRequest request) {
    return items.listTables(request);
  }

  @Override
  public UpdateTableResponse updateTable(String caller, String region, UpdateTableRequest request) {
    return items.updateTable(request);
  }

  @Override
  public BatchGetItemResponse batchGetItem(
      String caller, String region, BatchGetItemRequest request) {
    return items.batchGetItem(request);
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(
      String caller, String region, BatchWriteItemRequest request) {
    return items.batchWriteItem(request);
  }

  @Override
  public DeleteItemResponse deleteItem(String caller, String region, DeleteItemRequest request) {
    return items.deleteItem(request);
  }

  @Override
  public GetItemResponse getItem(String caller, String region, GetItemRequest request) {
    return items.getItem(request);
  }

  @Override
  public PutItemResponse putItem(String caller, String region, PutItemRequest request) {
    return items.putItem(request);
  }

  @Override
  public QueryResponse query(String caller, String region, QueryRequest request) {
    return items.query(request);
  }

  @Override
  public ScanResponse scan(String caller, String region, ScanRequest request) {
    return items.scan(request);
  }

  @Override
  public TransactGetItemsResponse transactGetItems(
      String caller, String region, TransactGetItemsRequest request) {
    return items.transactGetItems(request);
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(
      String caller, String region, TransactWriteItemsRequest request) {
    return items.transactWriteItems(request);
  }

  @Override
  public UpdateItemResponse updateItem(String caller, String region, UpdateItemRequest request) {
    return items.updateItem(request);
  }

  @Override
  public DescribeTimeToLiveResponse describeTimeToLive(
      String caller, String region, DescribeTimeToLiveRequest request) {
    return items.describeTimeToLive(request);
  }

  @Override
  public UpdateTimeToLiveResponse updateTimeToLive(
      String caller, String region, UpdateTimeToLiveRequest request) {
    return items.updateTimeToLive(request);
  }

  @Override
  public ExecuteStatementResponse executeStatement(
      String caller, String region, ExecuteStatementRequest request) {
    return items.executeStatement(request);
  }

  @Override
  public BatchExecuteStatementResponse batchExecuteStatement(
      String caller, String region, BatchExecuteStatementRequest request) {
    return items.batchExecuteStatement(request);
  }

  @Override
  public ExecuteTransactionResponse executeTransaction(
      String caller, String region, ExecuteTransactionRequest request) {
    return items.executeTransaction(request);
  }

  @Override
  public ListTagsOfResourceResponse listTagsOfResource(
      String caller, String region, ListTagsOfResourceRequest request) {
    return items.listTagsOfResource(request);
  }

  @Override
  public TagResourceResponse tagResource(String caller, String region, TagResourceRequest request) {
    return items.tagResource(request);
  }

  @Override
  public UntagResourceResponse untagResource(
      String caller, String region, UntagResourceRequest request) {
    return items.untagResource(request);
  }

  @Override
  public DescribeStreamResponse describeStream(
      String caller, String region, DescribeStreamRequest request) {
    return streams.describeStream(request);
  }

  @Override
  public ListStreamsResponse listStreams(String caller, String region, ListStreamsRequest request) {
    return streams.listStreams(request);
  }

  @Override
  public GetShardIteratorResponse getShardIterator(
      String caller, String region, GetShardIteratorRequest request) {
    return streams.getShardIterator(request);
  }

  @Override
  public GetRecordsResponse getRecords(String caller, String region, GetRecordsRequest request) {
    return streams.getRecords(request);
  }
}
